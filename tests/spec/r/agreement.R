# Agreement of two coders: the psych package.
source("results.R")
suppressPackageStartupMessages(library(psych))
tables <- list(known = rbind(c(20, 5), c(10, 15)), three = rbind(c(22, 4, 1), c(3, 18, 6), c(2, 5, 30)))
keep(list(
  packages = "psych",
  kappa = lapply(tables, function(t) {
    found <- suppressWarnings(cohen.kappa(t))
    list(table = t, value = found$kappa, error = sqrt(found$var.kappa))
  })
), "agreement")
