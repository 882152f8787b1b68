/** The types of Slack's own packages that are turned into the schemas by which everything that we send is judged. */
import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type {
  AuthTestArguments,
  ChatDeleteArguments,
  ChatPostEphemeralArguments,
  ChatPostMessageArguments,
  ChatUpdateArguments,
  ConversationsHistoryArguments,
  ConversationsInfoArguments,
  ConversationsOpenArguments,
  ConversationsRepliesArguments,
  UsersInfoArguments,
  ViewsOpenArguments,
  ViewsPublishArguments,
  ViewsPushArguments,
  ViewsUpdateArguments,
} from '@slack/web-api';

export type AuthTest = AuthTestArguments;
export type ChatDelete = ChatDeleteArguments;
export type ChatPostEphemeral = ChatPostEphemeralArguments;
export type ChatPostMessage = ChatPostMessageArguments;
export type ChatUpdate = ChatUpdateArguments;
export type ConversationsHistory = ConversationsHistoryArguments;
export type ConversationsInfo = ConversationsInfoArguments;
export type ConversationsOpen = ConversationsOpenArguments;
export type ConversationsReplies = ConversationsRepliesArguments;
export type UsersInfo = UsersInfoArguments;
export type ViewsOpen = ViewsOpenArguments;
export type ViewsPublish = ViewsPublishArguments;
export type ViewsPush = ViewsPushArguments;
export type ViewsUpdate = ViewsUpdateArguments;
export type AnyOfBlocks = KnownBlock;
export type Modal = ModalView;
export type Home = HomeView;
