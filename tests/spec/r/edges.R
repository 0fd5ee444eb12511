# Random and awkward data: ties, zeros, two people, weights of zero, one class empty. The data are kept with the results.
source("results.R")
suppressPackageStartupMessages({library(survey); library(sandwich)})
RNGversion("4.2.0")
set.seed(20261122)
tried <- function(expression) tryCatch(suppressWarnings(expression), error = function(e) NULL)
# As a file has them: a sum of tenths is not always the tenth that is written.
written <- function(x) as.numeric(sprintf("%.10g", x))
paired <- function(earlier, later) {
  earlier <- written(earlier)
  later <- written(later)
  test <- tried(t.test(later, earlier, paired = TRUE))
  ranks <- tried(wilcox.test(later, earlier, paired = TRUE))
  list(earlier = earlier, later = later,
       t = if (!is.null(test)) list(value = unname(test$estimate), t = unname(test$statistic), p = test$p.value,
                                    interval = as.numeric(test$conf.int)),
       ranks = if (!is.null(ranks)) list(w_plus = unname(ranks$statistic), p = ranks$p.value))
}
pairs <- lapply(seq_len(40), function(i) {
  n <- c(2, 3, 5, 8, 12, 30, 55, 90)[1 + i %% 8]
  step <- c(1, 1, 0.1, 0.01)[1 + i %% 4]
  earlier <- round(runif(n, 1, 10) / step) * step
  move <- rnorm(n, sample(c(0, 0.5), 1), sample(c(0.4, 2), 1))
  list(earlier = earlier, later = round((earlier + move) / step) * step)
})
pairs <- c(pairs, list(
  list(earlier = c(1, 2), later = c(2, 4)), list(earlier = c(5, 5, 5, 5), later = c(6, 6, 6, 7)),
  list(earlier = c(3, 4, 5), later = c(3, 4, 6)), list(earlier = c(1, 1, 1), later = c(2, 2, 2))
))
counts <- lapply(seq_len(40), function(i) {
  size <- list(c(2, 2), c(2, 3), c(3, 3), c(2, 5), c(4, 3))[[1 + i %% 5]]
  t <- matrix(rpois(prod(size), sample(c(0.8, 3, 12), 1)), size[1])
  kept <- t[rowSums(t) > 0, colSums(t) > 0, drop = FALSE]
  if (min(dim(kept)) < 2) return(list(table = t, fisher = NULL, chi = NULL))
  chi <- suppressWarnings(chisq.test(kept, correct = FALSE))
  list(table = t, fisher = fisher.test(kept, workspace = 2e8)$p.value,
       chi = list(statistic = unname(chi$statistic), df = unname(chi$parameter), p = chi$p.value,
                  least = min(chi$expected)))
})
groups <- lapply(seq_len(24), function(i) {
  number <- 2 + i %% 3
  y <- lapply(seq_len(number), function(j) sample(1:10, sample(c(2, 4, 9, 31), 1), replace = TRUE))
  frame <- data.frame(y = unlist(y), g = factor(rep(seq_len(number), lengths(y))))
  welch <- tried(oneway.test(y ~ g, frame))
  ranks <- tried(kruskal.test(y ~ g, frame))
  list(groups = y, variances = as.numeric(tapply(frame$y, frame$g, var)),
       welch = if (!is.null(welch)) list(statistic = unname(welch$statistic), df = unname(welch$parameter), p = welch$p.value),
       ranks = list(statistic = unname(ranks$statistic), df = unname(ranks$parameter), p = ranks$p.value))
})
designs <- lapply(seq_len(24), function(i) {
  n <- c(6, 15, 40, 120)[1 + i %% 4]
  d <- data.frame(y = round(rnorm(n, 7, 2), 1), s = rbinom(n, 1, c(0.1, 0.5, 0.9)[1 + i %% 3]),
                  w = round(runif(n, 0.3, 4), 2), c = sample(seq_len(max(3, n %/% 4)), n, replace = TRUE))
  d$w[sample(n, n %/% 6)] <- 0
  d$y[sample(n, n %/% 5)] <- NA
  d$s[sample(n, n %/% 6)] <- NA
  units <- if (i %% 2) length(unique(d$c)) else n
  d$fpc <- if (i %% 3) 10 * units else NA
  ids <- if (i %% 2) ~c else ~1
  known <- if (i %% 3) svydesign(ids = ids, weights = ~w, fpc = ~fpc, data = d) else svydesign(ids = ids, weights = ~w, data = d)
  mean <- svymean(~y, known, na.rm = TRUE)
  share <- svymean(~s, known, na.rm = TRUE)
  inside <- coef(share) > 0 & coef(share) < 1
  list(y = d$y, s = d$s, w = d$w, c = if (i %% 2) d$c, population = if (i %% 3) 10 * units, df = degf(known),
       mean = list(value = unname(coef(mean)), error = unname(SE(mean)[1]),
                   interval = as.numeric(confint(mean, df = degf(known)))),
       share = list(value = unname(coef(share)), error = unname(SE(share)[1]),
                    interval = if (inside) as.numeric(confint(svyciprop(~s, known, method = "logit", na.rm = TRUE)))))
})
models <- lapply(seq_len(10), function(i) {
  n <- c(60, 150)[1 + i %% 2]
  d <- data.frame(a = round(rnorm(n), 2), b = round(runif(n), 2), k = sample(seq_len(15), n, replace = TRUE))
  d$y <- round(2 + d$a - d$b + rnorm(n), 2)
  d$s <- rbinom(n, 1, plogis(0.5 * d$a + 0.2))
  d$a[sample(n, 5)] <- NA
  line <- lm(y ~ a + b, d)
  curve <- glm(s ~ a + b, binomial, d, control = glm.control(epsilon = 1e-14, maxit = 100))
  used <- d$k[complete.cases(d[c("a", "b")])]
  told <- function(fit, clustered) list(value = unname(coef(fit)), error = unname(sqrt(diag(clustered))))
  list(a = d$a, b = d$b, y = d$y, s = d$s, k = d$k,
       line = told(line, vcov(line)), line_clustered = told(line, vcovCL(line, used, type = "HC1")),
       curve = told(curve, vcov(curve)), curve_clustered = told(curve, vcovCL(curve, used, type = "HC1")))
})
means <- lapply(list(c(3, 9), c(7, 7, 8), c(1, 10, 10, 10), c(0.1, 0.2, 0.3)), function(y) {
  test <- t.test(y)
  list(y = y, value = unname(test$estimate), interval = as.numeric(test$conf.int))
})
shares <- lapply(list(c(0, 1), c(1, 1), c(0, 400), c(1, 3), c(5, 10), c(399, 400)), function(c) {
  list(count = c[1], base = c[2], interval = as.numeric(prop.test(c[1], c[2], correct = FALSE)$conf.int))
})
correlations <- lapply(seq_len(8), function(i) {
  x <- sample(1:10, c(4, 6, 20, 50)[1 + i %% 4], replace = TRUE)
  y <- x + sample(-3:3, length(x), replace = TRUE)
  test <- cor.test(x, y)
  list(x = x, y = y, r = unname(test$estimate), interval = as.numeric(test$conf.int))
})
keep(list(packages = c("survey", "sandwich"), pairs = lapply(pairs, function(p) paired(p$earlier, p$later)),
          tables = counts, groups = groups, designs = designs, models = models, means = means, shares = shares,
          correlations = correlations), "edges")
