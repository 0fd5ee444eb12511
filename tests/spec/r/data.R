# Made-up answers for the comparison with R: Rscript data.R writes data/people.csv again, the same each time.
RNGversion("4.2.0")
set.seed(20260801)
n <- 240
coach <- sample(seq_len(42), n, replace = TRUE, prob = rexp(42) + 0.2)
effect <- rnorm(42, sd = 0.7)
x <- round(rnorm(n), 3)
z <- sample(c("a", "b", "c"), n, replace = TRUE, prob = c(5, 3, 2))
age <- sample(c("young", "middle", "old"), n, replace = TRUE, prob = c(3, 4, 2))
sex <- sample(c("man", "woman"), n, replace = TRUE, prob = c(6, 4))
hidden <- 0.6 * x + 0.5 * (z == "b") - 0.4 * (z == "c") + effect[coach] + rlogis(n)
earlier <- pmin(10, pmax(1, round(7.4 + 0.6 * hidden + rnorm(n, sd = 0.8))))
later <- pmin(10, pmax(1, round(earlier - 0.4 + rnorm(n, sd = 1.2))))
yes <- as.integer(hidden > -0.3)
yes_later <- ifelse(runif(n) < 0.75, yes, as.integer(runif(n) < 0.4))
level <- as.integer(cut(hidden, c(-Inf, -1.2, 0, 1.4, Inf)))
hours <- round(exp(rnorm(n, 1.3, 0.5)), 2)
hours_later <- round(hours * exp(rnorm(n, -0.2, 0.4)), 2)
weight <- round(runif(n, 0.4, 3), 4)
later[sample(n, 80)] <- NA
earlier[sample(n, 12)] <- NA
yes[sample(n, 9)] <- NA
people <- data.frame(coach, x, z, age, sex, earlier, later, yes, yes_later, level, hours, hours_later, weight)
write.csv(people, "data/people.csv", row.names = FALSE, na = "")
