# Read a wave of this folder: responses <- read_wave("baseline"), from its .csv file, or from its .parquet file (package arrow).
# A choice becomes a factor with its words, in the order of the questionnaire; an answer like "don't know" becomes NA,
# and <item>.status keeps why. attr(responses$x, "label") is the question.

plain <- function(text) sub("^'", "", text)

read_table <- function(path) {
  read.csv(path, fileEncoding = "UTF-8-BOM", encoding = "UTF-8", check.names = FALSE, colClasses = "character",
           na.strings = "", stringsAsFactors = FALSE)
}

typed <- function(column, values) {
  if (values$level[1] == "scale") return(as.numeric(column))
  if (values$level[1] == "date") {
    text <- as.character(column)
    return(as.Date(ifelse(nchar(text) == 7, paste0(text, "-01"), text)))
  }
  known <- values[!is.na(values$code) & is.na(values$missing), ]
  if (nrow(known) == 0) return(as.character(column))
  if (all(grepl("^[0-9]+$", known$code))) return(as.integer(column))
  words <- ifelse(is.na(known$words), known$code, plain(known$words))
  if (anyDuplicated(words)) words <- paste0(words, " (", known$code, ")")
  factor(as.character(column), levels = known$code, labels = words, ordered = values$level[1] == "ordinal")
}

read_wave <- function(wave, folder = ".") {
  variables <- read_table(file.path(folder, paste0(wave, "-variables.csv")))
  parquet <- file.path(folder, paste0(wave, ".parquet"))
  found <- if (file.exists(parquet)) as.data.frame(arrow::read_parquet(parquet))
           else read_table(file.path(folder, paste0(wave, ".csv")))
  for (name in setdiff(unique(variables$variable), ".status")) {
    values <- variables[variables$variable == name, ]
    found[[name]] <- typed(found[[name]], values)
    attr(found[[name]], "label") <- plain(values$label[1])
  }
  found
}
