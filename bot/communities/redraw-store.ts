/** Which communities' cards are to be drawn again, as it is kept until it is done. */
import type { ConversationRef, Subject, UserRef } from '../core/ref.ts';

export interface RedrawStore {
  /** What stands of a community is to be drawn again. @param how.privately with people alone: channels show nothing of what changed */
  askRedraw(community: string, how: { readonly privately: boolean }): Promise<void>;
  /** Some of what is to be drawn again, the newest first, of the community that has waited longest; null where nothing is. */
  nextRedraw(
    limit: number,
  ): Promise<readonly { readonly subject: Subject; readonly to: ConversationRef | UserRef }[] | null>;
}
