// Starts the page.

import { mount } from 'svelte';
import App from './App.svelte';
import { watchForCrashes } from './crash/watch.ts';
import { offline } from './offline.svelte.ts';
import { isAtRest } from './ready.ts';
import { Router } from './router.svelte.ts';
import { settings } from './settings.svelte.ts';
import './tokens.css';
import './app.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id "app".');

const broke = watchForCrashes();
settings.show();
const router = new Router();
router.listen();
mount(App, { target, props: { router, broke } });
void isAtRest.then(() => offline.start());
