import styles from './theme.module.css';

/** Class names shared by all pages; `theme` defines the colours. */
export const theme = styles;
