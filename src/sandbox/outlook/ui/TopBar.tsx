import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  ToggleButton,
  tokens,
} from "@fluentui/react-components";
import { NavigationRegular } from "@fluentui/react-icons/svg/navigation";
import { WeatherMoonRegular } from "@fluentui/react-icons/svg/weather-moon";
import { usePage } from "./page-context.ts";
import { toPageAddress, type PageParams } from "./page-params.ts";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    gap: "4px",
    height: "48px",
    flex: "none",
    padding: "0 8px",
    backgroundColor: "#0f548c",
    color: "#ffffff",
  },
  name: { flex: 1, fontSize: "16px", fontWeight: 600, paddingInlineStart: "4px", margin: 0 },
  onBar: {
    color: "#ffffff",
    minWidth: "32px",
    ":hover": { color: "#ffffff", backgroundColor: "rgba(255,255,255,0.15)" },
    ":hover:active": { color: "#ffffff", backgroundColor: "rgba(255,255,255,0.25)" },
    ":focus-visible": { outline: "2px solid #ffffff", outlineOffset: "-3px" },
  },
  railButton: { "@media (min-width: 800px)": { display: "none" } },
  radios: { minWidth: tokens.spacingHorizontalXXXL },
});

/** The blue bar: product name, language, theme, and whose Outlook this is. */
export function TopBar(props: { onRail: () => void }) {
  const { params, session, texts, isDark, setDark } = usePage();
  const styles = useStyles();
  const goTo = (change: Partial<PageParams>) =>
    window.location.assign(toPageAddress({ ...params, ...change }));
  return (
    <header className={styles.bar}>
      <Button
        className={mergeClasses(styles.onBar, styles.railButton)}
        appearance="transparent"
        icon={<NavigationRegular />}
        aria-label={texts.showCalendars}
        onClick={props.onRail}
      />
      <h1 className={styles.name}>{texts.appName}</h1>
      <Menu
        checkedValues={{ language: [params.language] }}
        onCheckedValueChange={(_, { checkedItems }) =>
          goTo({ language: checkedItems[0] === "de" ? "de" : "en" })
        }
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.onBar}
            appearance="transparent"
            aria-label={`${texts.language}: ${params.language.toUpperCase()}`}
          >
            {params.language.toUpperCase()}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList className={styles.radios}>
            <MenuItemRadio name="language" value="en">
              English
            </MenuItemRadio>
            <MenuItemRadio name="language" value="de">
              Deutsch
            </MenuItemRadio>
          </MenuList>
        </MenuPopover>
      </Menu>
      <ToggleButton
        className={styles.onBar}
        appearance="transparent"
        icon={<WeatherMoonRegular />}
        checked={isDark}
        aria-label={texts.darkTheme}
        onClick={() => setDark(!isDark)}
      />
      <Menu
        checkedValues={{ account: [session.key] }}
        onCheckedValueChange={(_, { checkedItems }) => goTo({ as: checkedItems[0] ?? null })}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.onBar}
            appearance="transparent"
            icon={
              <Avatar name={session.person.displayName} size={28} color="colorful" aria-hidden />
            }
            aria-label={`${texts.account}: ${texts.signedInAs(session.person.displayName)}`}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList className={styles.radios}>
            {session.people.map((person) => (
              <MenuItemRadio key={person.key} name="account" value={person.key}>
                {person.displayName}
              </MenuItemRadio>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  );
}
