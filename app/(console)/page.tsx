export { Home as default } from '../_features/environment/home.tsx';
