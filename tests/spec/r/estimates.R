# Means, shares and their intervals by design: the survey package.
source("results.R")
suppressPackageStartupMessages(library(survey))
people$high <- as.integer(people$earlier >= 8)
one <- function(design, formula, share) {
  mean <- svymean(formula, design, na.rm = TRUE)
  df <- degf(design)
  result <- list(value = unname(coef(mean)), error = unname(SE(mean)[1]), mean = as.numeric(confint(mean, df = df)))
  if (share) result$logit <- as.numeric(confint(svyciprop(formula, design, method = "logit", na.rm = TRUE)))
  result
}
designs <- list(
  plain = svydesign(ids = ~1, weights = ~rep(1, nrow(people)), data = people),
  finite = svydesign(ids = ~1, fpc = rep(1561, nrow(people)), data = people),
  weighted = svydesign(ids = ~1, weights = ~weight, data = people),
  clustered = svydesign(ids = ~coach, weights = ~weight, data = people),
  clustered_finite = svydesign(ids = ~coach, weights = ~weight, fpc = rep(84, nrow(people)), data = people)
)
grade <- na.omit(people$earlier)
test <- t.test(grade)
size <- data.frame(good = rep(1:0, c(99, 38)))
replica <- svydesign(ids = ~1, fpc = rep(1561, 137), data = size)
keep(list(
  packages = "survey",
  hours = lapply(designs, one, ~hours, FALSE),
  high = lapply(designs, one, ~high, TRUE),
  yes = lapply(designs, one, ~yes, TRUE),
  replica = as.numeric(confint(svyciprop(~good, replica, method = "logit"))),
  replica_error = unname(SE(svymean(~good, replica))[1]),
  mean = list(value = unname(test$estimate), interval = as.numeric(test$conf.int), n = length(grade)),
  median = median(grade),
  wilson = lapply(list(c(12, 137), c(99, 137), c(0, 9), c(40, 40)), function(c) {
    as.numeric(prop.test(c[1], c[2], correct = FALSE)$conf.int)
  })
), "estimates")
