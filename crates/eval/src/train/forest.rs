//! Grows oblivious trees by gradient boosting with a logistic loss: each tree is fitted to what the
//! trees before it get wrong, level by level, by the question that parts right from wrong best.
//! The same rows give the same forest. It must not know what the rows are of.

use palimpsest_extract::training::{Forest, Tree, shares};

/// Numbers are asked against at most so many thresholds, at even shares of the rows.
const BINS: usize = 48;
/// Answers are drawn towards zero by so much evidence.
const PRIOR: f32 = 10.0;
/// Each tree sees this share of the rows, each level this share of the numbers: trees that err in
/// different ways err less together.
const ROWS_A_TREE: f32 = 0.7;
const NUMBERS_A_LEVEL: f32 = 0.4;

/// How a forest is grown.
#[derive(Clone, Copy)]
pub struct Settings {
    pub trees: usize,
    pub depth: usize,
    /// How much of its answer each tree gives.
    pub rate: f32,
}

impl Settings {
    pub const FIRST: Settings = Settings { trees: 200, depth: 4, rate: 0.06 };
    pub const SECOND: Settings = Settings { trees: 200, depth: 4, rate: 0.06 };
}

/// Rows of numbers, what each should be, and how much it counts: each for itself, or all in groups of
/// which at most one is right.
#[derive(Default)]
pub struct Rows {
    numbers: Vec<Vec<f32>>,
    targets: Vec<f32>,
    hefts: Vec<f32>,
    /// Where each group ends.
    groups: Vec<usize>,
}

impl Rows {
    /// Adds rows of which one is chosen or none; where several are right, each is in part.
    pub fn push_group(&mut self, rows: Vec<(Vec<f32>, bool)>, heft: f32) {
        let right = rows.iter().filter(|(_, is_right)| *is_right).count().max(1) as f32;
        for (numbers, is_right) in rows {
            self.numbers.push(numbers);
            self.targets.push(f32::from(u8::from(is_right)) / right);
            self.hefts.push(heft);
        }
        self.groups.push(self.numbers.len());
    }

    /// Returns how likely each row is by its sum. Beside the rows of a group, none of them has the sum
    /// zero.
    fn likely(&self, sums: &[f32]) -> Vec<f32> {
        if self.groups.is_empty() {
            return sums.iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect();
        }
        let starts = std::iter::once(0).chain(self.groups.iter().copied());
        starts.zip(&self.groups).flat_map(|(start, &end)| shares(&sums[start..end])).collect()
    }

    pub fn push(&mut self, numbers: Vec<f32>, target: bool, heft: f32) {
        self.numbers.push(numbers);
        self.targets.push(f32::from(u8::from(target)));
        self.hefts.push(heft);
    }
}

/// Grows a forest; without rows it is empty.
pub fn grow(rows: &Rows, settings: Settings) -> Forest {
    let Some(width) = rows.numbers.first().map(Vec::len) else { return Forest::default() };
    let columns: Vec<Column> = (0..width).map(|number| Column::of(rows, number)).collect();
    let total: f64 = rows.hefts.iter().map(|heft| f64::from(*heft)).sum();
    let wanted: f64 =
        rows.hefts.iter().zip(&rows.targets).map(|(heft, target)| f64::from(heft * target)).sum();
    let mean_heft = (total / rows.hefts.len() as f64) as f32;
    let bias = (wanted.max(1e-3) / (total - wanted).max(1e-3)).ln() as f32;
    let mut forest = Forest { bias, trees: Vec::with_capacity(settings.trees) };
    let mut sums = vec![bias; rows.numbers.len()];
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..settings.trees {
        let picked: Vec<usize> =
            (0..rows.numbers.len()).filter(|_| random.next() < ROWS_A_TREE).collect();
        let likely = rows.likely(&sums);
        let pulls: Vec<Pull> = picked
            .iter()
            .map(|&row| {
                let likely = likely[row];
                let heft = rows.hefts[row] / mean_heft;
                let certainty = (heft * likely * (1.0 - likely)).max(1e-6);
                Pull { slope: heft * (likely - rows.targets[row]), certainty }
            })
            .collect();
        let tree = grow_tree(&columns, &picked, &pulls, settings, &mut random);
        for (sum, numbers) in sums.iter_mut().zip(&rows.numbers) {
            *sum += answer(&tree, numbers);
        }
        forest.trees.push(tree);
    }
    forest
}

fn answer(tree: &Tree, numbers: &[f32]) -> f32 {
    let mut at = 0;
    for (bit, &(number, above)) in tree.questions.iter().enumerate() {
        at |= usize::from(numbers[usize::from(number)] > above) << bit;
    }
    tree.answers[at]
}

/// Where the loss of a row wants its sum to go, and how sure that is.
#[derive(Clone, Copy, Default)]
struct Pull {
    slope: f32,
    certainty: f32,
}

impl Pull {
    fn add(&mut self, other: Pull) {
        self.slope += other.slope;
        self.certainty += other.certainty;
    }

    fn without(self, other: Pull) -> Pull {
        Pull { slope: self.slope - other.slope, certainty: self.certainty - other.certainty }
    }

    fn gain(self) -> f32 {
        self.slope * self.slope / (self.certainty + PRIOR)
    }
}

/// One number of all rows, as bins between thresholds.
struct Column {
    thresholds: Vec<f32>,
    bins: Vec<u8>,
}

impl Column {
    fn of(rows: &Rows, number: usize) -> Column {
        let mut sorted: Vec<f32> = rows.numbers.iter().map(|row| row[number]).collect();
        sorted.sort_by(f32::total_cmp);
        let mut distinct = sorted.clone();
        distinct.dedup();
        let mut thresholds: Vec<f32> = match distinct.len() <= BINS {
            true => distinct.windows(2).map(|pair| pair[0].midpoint(pair[1])).collect(),
            false => (1..BINS)
                .filter_map(|bin| {
                    let below = sorted[bin * (sorted.len() - 1) / BINS];
                    let above = distinct.get(distinct.partition_point(|value| *value <= below))?;
                    Some(below.midpoint(*above))
                })
                .collect(),
        };
        thresholds.dedup();
        let bin = |row: &Vec<f32>| thresholds.partition_point(|above| row[number] > *above) as u8;
        let bins = rows.numbers.iter().map(bin).collect();
        Column { thresholds, bins }
    }
}

fn grow_tree(
    columns: &[Column],
    picked: &[usize],
    pulls: &[Pull],
    settings: Settings,
    random: &mut Random,
) -> Tree {
    let mut leaves = vec![0usize; picked.len()];
    let mut questions = Vec::with_capacity(settings.depth);
    for level in 0..settings.depth {
        let asked: Vec<usize> = (0..columns.len())
            .filter(|&number| {
                random.next() < NUMBERS_A_LEVEL && !columns[number].thresholds.is_empty()
            })
            .collect();
        let best = asked
            .into_iter()
            .map(|number| {
                let (gain, bin) = best_bin(&columns[number], picked, pulls, &leaves, 1 << level);
                (gain, number, bin)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, number, bin)) = best else { break };
        for (leaf, &row) in leaves.iter_mut().zip(picked) {
            *leaf |= usize::from(usize::from(columns[number].bins[row]) > bin) << questions.len();
        }
        questions.push((number as u16, columns[number].thresholds[bin]));
    }
    let mut of_leaf = vec![Pull::default(); 1 << questions.len()];
    for (leaf, pull) in leaves.iter().zip(pulls) {
        of_leaf[*leaf].add(*pull);
    }
    let answer = |pull: Pull| -settings.rate * pull.slope / (pull.certainty + PRIOR);
    Tree { questions, answers: of_leaf.into_iter().map(answer).collect() }
}

/// Returns the bin after which to part all leaves, and what is gained by it.
fn best_bin(
    column: &Column,
    picked: &[usize],
    pulls: &[Pull],
    leaves: &[usize],
    leaf_count: usize,
) -> (f32, usize) {
    let width = column.thresholds.len() + 1;
    let mut bins = vec![Pull::default(); width * leaf_count];
    for ((leaf, &row), pull) in leaves.iter().zip(picked).zip(pulls) {
        bins[leaf * width + usize::from(column.bins[row])].add(*pull);
    }
    let mut gains = vec![0.0f32; width - 1];
    for leaf in bins.chunks(width) {
        let mut all = Pull::default();
        leaf.iter().for_each(|pull| all.add(*pull));
        let mut below = Pull::default();
        for (gain, pull) in gains.iter_mut().zip(leaf) {
            below.add(*pull);
            *gain += below.gain() + all.without(below).gain();
        }
    }
    let best = gains.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    best.map_or((0.0, 0), |(bin, gain)| (gain, bin))
}

/// A fixed sequence of numbers from 0 to 1 (xorshift), so that training can be repeated.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of two numbers: right where exactly one is high, which no single question tells.
    fn exclusive_or() -> Rows {
        let mut rows = Rows::default();
        for row in 0..400u16 {
            let (a, b) = (f32::from(row % 20), f32::from(row / 20));
            rows.push(vec![a, b], (a > 9.5) != (b > 9.5), 1.0);
        }
        rows
    }

    #[test]
    fn a_forest_learns_what_no_single_question_tells() {
        let settings = Settings { trees: 60, depth: 3, rate: 0.3 };
        let forest = grow(&exclusive_or(), settings);
        assert!(forest.probability(&[2.0, 15.0]) > 0.9);
        assert!(forest.probability(&[15.0, 15.0]) < 0.1);
        assert_eq!(grow(&exclusive_or(), settings).trees, forest.trees);
    }

    #[test]
    fn of_a_group_one_is_chosen() {
        let mut rows = Rows::default();
        for group in 0..200u16 {
            let row = |member: u16| {
                // In every third group all are low.
                let most = if group % 3 == 0 { 15 } else { 40 };
                let number = f32::from((group * 7 + member * 13) % most);
                (vec![number, f32::from(member)], number)
            };
            let members: Vec<(Vec<f32>, f32)> = (0..3).map(row).collect();
            let most = members.iter().map(|(_, number)| *number).fold(0.0, f32::max);
            let is_right = |number: f32| number == most && most > 20.0;
            let members = members.into_iter();
            rows.push_group(members.map(|(row, of)| (row, is_right(of))).collect(), 1.0);
        }
        let forest = grow(&rows, Settings { trees: 80, depth: 3, rate: 0.2 });
        let likely = shares(&[[30.0, 0.0], [39.0, 1.0], [3.0, 2.0]].map(|row| forest.sum(&row)));
        assert!(likely[1] > likely[0] && likely[0] > likely[2], "{likely:?}");
        let none = shares(&[[3.0, 0.0], [9.0, 1.0], [5.0, 2.0]].map(|row| forest.sum(&row)));
        assert!(none.iter().sum::<f32>() < 0.5, "{none:?}");
    }

    #[test]
    fn without_rows_there_is_no_forest() {
        assert!(grow(&Rows::default(), Settings::FIRST).trees.is_empty());
    }
}
