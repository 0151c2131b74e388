export { verdictMeaning, verdictWord } from './verdictWord';
