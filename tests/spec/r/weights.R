# Raking: the survey package, without trimming.
source("results.R")
suppressPackageStartupMessages(library(survey))
raked <- function(frame, first, second) {
  names(first)[1] <- "one"
  names(second)[1] <- "two"
  design <- svydesign(ids = ~1, weights = rep(1, nrow(frame)), data = frame)
  weights(rake(design, list(~one, ~two), list(first, second), control = list(maxit = 500, epsilon = 1e-10)))
}
kish <- function(w) length(w) * sum(w^2) / sum(w)^2
known <- data.frame(one = rep(c("man", "woman"), c(80, 57)),
                    two = rep(rep(c("young", "middle", "old"), 2), c(20, 36, 24, 17, 27, 13)))
w <- raked(known, data.frame(one = c("man", "woman"), Freq = c(900, 661)),
           data.frame(two = c("young", "middle", "old"), Freq = c(560, 640, 361)))
cells <- tapply(w, list(known$one, known$two), mean)
frame <- data.frame(one = people$sex, two = people$age)
v <- raked(frame, data.frame(one = c("man", "woman"), Freq = c(700, 861)),
           data.frame(two = c("young", "middle", "old"), Freq = c(300, 661, 600)))
keep(list(
  packages = "survey",
  known = list(man = cells["man", c("young", "middle", "old")], woman = cells["woman", c("young", "middle", "old")]),
  deff = kish(w), people = unname(v), people_deff = kish(v)
), "weights")
