# Comparison of groups and several tests at once: base R.
source("results.R")
tables <- list(
  bands = rbind(c(12, 26, 99), c(20, 30, 60)),
  few = rbind(c(2, 15), c(6, 5)),
  enough = rbind(c(3, 30), c(9, 20)),
  square = rbind(c(1, 2, 3), c(4, 0, 2), c(0, 5, 1)),
  long = rbind(c(50, 3, 20), c(61, 9, 22)),
  wide = rbind(c(1, 4, 2, 7, 3), c(6, 2, 0, 1, 5)),
  large = rbind(c(200, 3, 90), c(150, 2, 110), c(180, 9, 60)),
  four = rbind(c(3, 1, 0, 8), c(7, 2, 3, 1), c(2, 2, 2, 6), c(1, 0, 5, 3))
)
compared <- lapply(tables, function(t) {
  chi <- suppressWarnings(chisq.test(t, correct = FALSE))
  list(table = t, statistic = unname(chi$statistic), df = unname(chi$parameter), chi = chi$p.value,
       least = min(chi$expected), fisher = fisher.test(t, workspace = 2e8)$p.value)
})
groups <- split(people$earlier, people$z)
welch <- oneway.test(earlier ~ z, people)
ranks <- kruskal.test(earlier ~ z, people)
pair <- t.test(groups$b, groups$a)
p <- c(.001, .012, .03, .04, .2)
other <- c(0.04, 0.0012, 0.51, 0.04, 0.018, 0.9, 0.0301)
keep(list(
  packages = "stats",
  tables = compared,
  welch = list(statistic = unname(welch$statistic), df = unname(welch$parameter), p = welch$p.value),
  kruskal = list(statistic = unname(ranks$statistic), df = unname(ranks$parameter), p = ranks$p.value),
  pair = list(t = unname(pair$statistic), df = unname(pair$parameter), p = pair$p.value,
              interval = as.numeric(pair$conf.int)),
  holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH"),
  other = other, other_holm = p.adjust(other, "holm"), other_bh = p.adjust(other, "BH"),
  correlation = with(people, {
    test <- cor.test(earlier, hours)
    list(r = unname(test$estimate), interval = as.numeric(test$conf.int))
  })
), "groups")
