import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Notice } from '../states/Notice';
import { readCodes } from './decode';
import classes from './Camera.module.css';

/** Between two pictures. */
const PAUSE_MS = 150;
/** The same code is not taken again before it was out of sight for so long. */
const OUT_OF_SIGHT_MS = 1_500;
/** Wide enough for a code; more takes longer to read. */
const WIDTH = 960;

/** Scans by the camera of the device: each code once, until it was out of sight. */
export default function Camera({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useLingui();
  const video = useRef<HTMLVideoElement>(null);
  const [isRefused, setRefused] = useState(false);
  const told = useRef(onCode);
  useEffect(() => {
    told.current = onCode;
  });
  useEffect(() => {
    const stop = new AbortController();
    const shown = video.current!;
    watch(shown, stop.signal, (code) => told.current(code)).catch(() => {
      if (!stop.signal.aborted) setRefused(true);
    });
    return () => stop.abort();
  }, []);
  return (
    <div className={classes.camera}>
      <video ref={video} muted playsInline aria-label={t`What the camera sees`} />
      {isRefused && (
        <Notice
          role="alert"
          icon="lock"
          title={t`The camera cannot be used`}
          text={
            <Trans>Allow it for this page in the browser. It needs a connection by HTTPS.</Trans>
          }
        />
      )}
    </div>
  );
}

async function watch(
  video: HTMLVideoElement,
  signal: AbortSignal,
  onCode: (code: string) => void,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  });
  const end = () => stream.getTracks().forEach((track) => track.stop());
  signal.addEventListener('abort', end);
  if (signal.aborted) return end();
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const seen = new Map<string, number>();
  while (!signal.aborted) {
    const { videoWidth, videoHeight } = video;
    if (videoWidth > 0) {
      canvas.width = Math.min(WIDTH, videoWidth);
      canvas.height = Math.round((canvas.width * videoHeight) / videoWidth);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const codes = await readCodes(context.getImageData(0, 0, canvas.width, canvas.height));
      for (const code of codes) {
        const before = seen.get(code) ?? 0;
        seen.set(code, Date.now());
        if (Date.now() - before > OUT_OF_SIGHT_MS) onCode(code);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
