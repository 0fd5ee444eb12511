# Regression with errors by coach, ordinal regression and the intraclass correlation.
source("results.R")
suppressPackageStartupMessages({library(sandwich); library(lme4); library(ordinal)})
dressed <- function(value, error, df) {
  list(name = names(value), value = unname(value), error = unname(error),
       p = unname(2 * pt(-abs(value / error), df)),
       low = unname(value - qt(0.975, df) * error), high = unname(value + qt(0.975, df) * error))
}
linear <- lm(hours ~ x + z + earlier, people)
used <- people[complete.cases(people[c("hours", "x", "z", "earlier")]), ]
df <- length(unique(used$coach)) - 1
clustered <- vcovCL(linear, ~coach, type = "HC1")
logistic <- glm(yes ~ x + z, binomial, people, control = glm.control(epsilon = 1e-14, maxit = 100))
asked <- people[!is.na(people$yes), ]
df_yes <- length(unique(asked$coach)) - 1
clustered_yes <- vcovCL(logistic, asked$coach, type = "HC1")
ordinal <- clm(factor(level) ~ x + z, data = people, control = clm.control(gradTol = 1e-12))
place <- c(names(ordinal$beta), names(ordinal$alpha))
errors <- sqrt(diag(vcov(ordinal)))[place]
icc <- function(formula, data) {
  # The optimiser of lmer stops early; one parameter is found better by optimize().
  deviance <- lmer(formula, data, REML = TRUE, devFunOnly = TRUE)
  theta <- optimize(deviance, c(0, 5), tol = 1e-13)$minimum
  theta^2 / (1 + theta^2)
}
anova_icc <- function(y, g) {
  m <- anova(lm(y ~ factor(g)))[["Mean Sq"]]
  size <- table(g)
  m0 <- (length(y) - sum(size^2) / length(y)) / (length(size) - 1)
  (m[1] - m[2]) / (m[1] + (m0 - 1) * m[2])
}
graded <- people[!is.na(people$earlier), ]
keep(list(
  packages = c("sandwich", "lme4", "ordinal"),
  linear = dressed(coef(linear), sqrt(diag(vcov(linear))), linear$df.residual),
  linear_clustered = dressed(coef(linear), sqrt(diag(clustered)), df),
  linear_fit = list(r_squared = summary(linear)$r.squared, log_likelihood = as.numeric(logLik(linear)),
                    cases = nobs(linear), clusters = df + 1),
  logistic = dressed(coef(logistic), sqrt(diag(vcov(logistic))), Inf),
  logistic_clustered = dressed(coef(logistic), sqrt(diag(clustered_yes)), df_yes),
  logistic_fit = list(log_likelihood = as.numeric(logLik(logistic)), cases = nobs(logistic)),
  ordinal = dressed(coef(ordinal)[place], errors, Inf),
  ordinal_fit = list(log_likelihood = as.numeric(logLik(ordinal))),
  icc = list(grade = icc(earlier ~ 1 + (1 | coach), graded), grade_anova = anova_icc(graded$earlier, graded$coach),
             hours = icc(hours ~ 1 + (1 | coach), people), hours_anova = anova_icc(people$hours, people$coach),
             sizes = as.integer(table(graded$coach)))
), "models")
