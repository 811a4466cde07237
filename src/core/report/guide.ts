/** How to read a comment, in this version's own guide. */
export const commentGuide = 'https://github.com/aval-ml/aval/blob/v0.1.0/docs/guide/comment.md';
