/** Pictures in blocks: drawn when they come from here, else named, because the playground fetches nothing from outside. */
import { type Json, str } from '../../state/json.ts';
import { Icon } from '../../ui/icon.tsx';

export function Picture({ image, large = false }: { image: Json; large?: boolean }) {
  const url = str(image.image_url);
  const own = url.startsWith('data:image/') || url.startsWith('/') || url.startsWith(`${location.origin}/`);
  const alt = str(image.alt_text);
  if (own) return <img className={large ? 'picture picture-large' : 'picture'} src={url} alt={alt} />;
  return (
    <span className="picture-away" role="img" aria-label={alt || 'Picture'} title={alt}>
      <Icon name="file" size={14} /> {large ? alt || 'Picture' : ''}
    </span>
  );
}
