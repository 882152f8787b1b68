/** How a dialog's last row looks: set off from what is scrolled above it. */
import { makeStyles, tokens } from '@fluentui/react-components';

export const useActions = makeStyles({
  content: { paddingBottom: tokens.spacingVerticalM },
  row: {
    flexWrap: 'wrap',
    justifySelf: 'stretch',
    justifyContent: 'flex-end',
    paddingTop: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    // Side by side as far as they fit: what is read has the room.
    '@media (max-width: 480px)': { flexDirection: 'row', '& .fui-Button': { flexGrow: 1 } },
  },
  // Apart from buttons that answer what the dialog asks: it is none of them.
  close: { '@media (min-width: 481px)': { marginInlineStart: 'auto' } },
});
