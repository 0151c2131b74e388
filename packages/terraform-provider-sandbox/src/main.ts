import { serve } from './protocol/serve';
import { createProvider } from './provider';

serve(createProvider());
