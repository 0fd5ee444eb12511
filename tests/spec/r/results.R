# Reads data/people.csv and writes the results of a script as JSON with all digits. Scripts source this file.
library(jsonlite)
people <- read.csv("data/people.csv", na.strings = "")
people$z <- factor(people$z)
keep <- function(results, name) {
  folder <- Sys.getenv("EXPECTED", "expected")
  results$software <- paste(R.version.string, paste(sapply(results$packages, function(p) paste(p, packageVersion(p))), collapse = ", "))
  results$packages <- NULL
  write(toJSON(results, auto_unbox = TRUE, digits = NA, pretty = TRUE), file.path(folder, paste0(name, ".json")))
}
