//! Which pairs can be kept so that both sides rise, and weigh most together?

/// The places of the pairs that make the heaviest chain rising on both sides; `pairs` rise in their
/// first part and are (first, second, weight).
pub(super) fn heaviest_chain(pairs: &[(usize, usize, u32)]) -> Vec<usize> {
    let mut seconds: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    seconds.sort_unstable();
    seconds.dedup();
    // For each prefix of the second parts the best chain that ends in it (a Fenwick tree of maxima).
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); seconds.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(_, second, weight)) in pairs.iter().enumerate() {
        let rank = seconds.partition_point(|&other| other < second);
        let mut best = (0, None);
        let mut node = rank;
        while node > 0 {
            if tree[node].0 > best.0 {
                best = tree[node];
            }
            node &= node - 1;
        }
        before.push(best.1);
        let total = best.0 + u64::from(weight);
        let mut node = rank + 1;
        while node < tree.len() {
            if tree[node].0 < total {
                tree[node] = (total, Some(at));
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut best = (0, None);
    let mut node = seconds.len();
    while node > 0 {
        if tree[node].0 > best.0 {
            best = tree[node];
        }
        node &= node - 1;
    }
    let mut chain = Vec::new();
    let mut next = best.1;
    while let Some(at) = next {
        chain.push(at);
        next = before[at];
    }
    chain.reverse();
    chain
}
