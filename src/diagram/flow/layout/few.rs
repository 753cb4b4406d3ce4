//! A list of segments that holds a few numbers inline: a cell mostly has one or two at each side,
//! and a chart has hundreds of cells.

use std::ops::Deref;

const NEAR: usize = 3;

#[derive(Debug, Clone, Default)]
pub struct Few {
    count: usize,
    near: [usize; NEAR],
    /// All of them, once they no longer fit inline.
    all: Vec<usize>,
}

impl Few {
    pub fn push(&mut self, number: usize) {
        if self.count < NEAR {
            self.near[self.count] = number;
        } else {
            if self.all.is_empty() {
                self.all.extend(self.near);
            }
            self.all.push(number);
        }
        self.count += 1;
    }
}

impl Deref for Few {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        self.near.get(..self.count).unwrap_or(&self.all)
    }
}

impl<'a> IntoIterator for &'a Few {
    type Item = &'a usize;
    type IntoIter = std::slice::Iter<'a, usize>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
