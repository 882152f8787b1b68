/** Where the page begins. */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/index.css';

const place = document.getElementById('page');
if (place) createRoot(place).render(<App />);
