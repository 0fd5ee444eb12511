# Change between two waves: base R. d_z takes its limits from pt() with a noncentrality parameter.
source("results.R")
limits <- function(t, df) {
  at <- function(share) uniroot(function(d) pt(t, df, d) - share, c(t - 12, t + 12), tol = 1e-13)$root
  c(at(0.975), at(0.025))
}
paired <- function(earlier, later) {
  test <- t.test(later, earlier, paired = TRUE)
  both <- complete.cases(earlier, later)
  n <- sum(both)
  ranks <- function(...) suppressWarnings(wilcox.test(later, earlier, paired = TRUE, ...))
  list(
    pairs = n, change = unname(test$estimate), t = unname(test$statistic), p = test$p.value,
    interval = as.numeric(test$conf.int), d_z = unname(test$statistic) / sqrt(n),
    d_interval = limits(unname(test$statistic), n - 1) / sqrt(n),
    w_plus = unname(ranks(exact = FALSE)$statistic), corrected = ranks(exact = FALSE)$p.value,
    uncorrected = ranks(exact = FALSE, correct = FALSE)$p.value, default = ranks()$p.value
  )
}
b <- c(6, 7, 5, 8, 7, 6, 9, 4, 7, 8, 6, 5)
f <- c(7, 7, 6, 9, 6, 8, 9, 6, 8, 8, 7, 5)
small <- c(4.21, 3.05, 5.5, 2.75, 6.1, 3.9, 4.44)
smaller <- c(3.7, 3.15, 4.2, 2.05, 4.35, 3.66, 4.01)
mcnemar <- function(t) {
  moved <- t[1, 2] + t[2, 1]
  least <- min(t[1, 2], t[2, 1])
  exact <- binom.test(least, moved)$p.value
  list(exact = exact, mid_p = 2 * pbinom(least, moved, 0.5) - dbinom(least, moved, 0.5))
}
p12 <- function(t) {
  n <- sum(t)
  up <- (t[2, 1] + 1) / (n + 2)
  down <- (t[1, 2] + 1) / (n + 2)
  up - down + c(-1, 1) * qnorm(0.975) * sqrt((up + down - (up - down)^2) / (n + 2))
}
known <- matrix(c(70, 6, 15, 9), 2)
flips <- with(people, table(factor(yes, 1:0), factor(yes_later, 1:0)))
welch <- t.test(people$later, people$earlier)
keep(list(
  packages = "stats",
  known = paired(b, f),
  grades = with(people, paired(earlier, later)),
  hours = with(people, paired(hours, hours_later)),
  exact = paired(small, smaller),
  flips = c(mcnemar(known), list(interval = p12(known))),
  answers = c(mcnemar(flips), list(table = unclass(flips), interval = p12(flips))),
  welch = list(value = unname(diff(rev(welch$estimate))), t = unname(welch$statistic), df = unname(welch$parameter),
               p = welch$p.value, interval = as.numeric(welch$conf.int))
), "change")
