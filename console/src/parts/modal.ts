// The styles of Mantine's Modal and Drawer, which are drawn by several parts: whatever shows one imports all of them.

import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
