/** A small add-in: pages on the real office.js, and the manifest that names them. */
export function addInPages(officeJsUrl: string): Record<string, string> {
  const page = (script: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Test add-in</title><script src="${officeJsUrl}"></script><script>${script}</script></head>
<body><a id="link" href="#top">link</a></body></html>`;
  return {
    "/pane.html": page(`
      window.heard = [];
      window.ask = (path, ...args) => new Promise((resolve) => {
        const parts = path.split(".");
        const name = parts.pop();
        const target = parts.reduce((object, part) => object[part], Office.context.mailbox);
        target[name](...args, (result) => resolve({
          status: result.status,
          value: result.value,
          code: result.error ? result.error.code : undefined,
          name: result.error ? result.error.name : undefined,
        }));
      });
      window.listen = (type) => new Promise((resolve) =>
        Office.context.mailbox.item.addHandlerAsync(Office.EventType[type], (event) =>
          window.heard.push(JSON.parse(JSON.stringify({ ...event, type: event.type,
            start: event.start, end: event.end, recurrence: event.recurrence,
            changedRecipientFields: event.changedRecipientFields,
            enhancedLocations: event.enhancedLocations,
            infobarDetails: event.infobarDetails }))), (result) => resolve(result.status)));
      Office.onReady((where) => { window.where = where; });`),
    "/commands.html": page(`
      window.ran = [];
      function done(event) { window.ran.push(event.source.id); event.completed({ ok: 1 }); }
      Office.onReady(() => Office.actions.associate("addMeeting", done));`),
    "/runtime.html": page(`
      window.ran = [];
      window.verdict = { allowEvent: true };
      const keep = (event) => {
        window.ran.push(JSON.parse(JSON.stringify({ ...event })));
        event.completed();
      };
      Office.onReady(() => {
        for (const name of ["onNew", "onOpen", "onTime", "onRecurrence", "onAttendees", "onBar"]) {
          Office.actions.associate(name, keep);
        }
        Office.actions.associate("onSend", (event) => {
          window.ran.push({ type: event.type });
          Office.context.mailbox.item.subject.getAsync(({ value: subject }) => {
            if (subject === "throw") throw new Error("the handler failed");
            if (subject === "slow") setTimeout(() => event.completed({ allowEvent: true }), 900);
            else if (subject === "block") {
              event.completed({ allowEvent: false, errorMessage: "The join link is missing.",
                cancelLabel: "Fix it", commandId: "PaneButton", contextData: '{"fix":"link"}' });
              event.completed({ allowEvent: true });
            } else event.completed({ allowEvent: true });
          });
        });
      });`),
    "/quiet.html": "<!doctype html><title>never calls Office.onReady</title>",
    "/dialog.html": page(`
      window.heard = [];
      Office.onReady(() => {
        Office.context.ui.addHandlerAsync(Office.EventType.DialogParentMessageReceived,
          (event) => { window.heard.push(event.message); },
          () => Office.context.ui.messageParent("hello from the dialog"));
      });`),
  };
}

export interface ManifestPages {
  runtime?: string;
  sendMode?: string;
  permissions?: string;
}

export function addInManifest(
  origin: string,
  {
    runtime = "runtime.html",
    sendMode = "PromptUser",
    permissions = "ReadWriteItem",
  }: ManifestPages = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xsi:type="MailApp">
  <Id>5D2B0C5E-3B0B-4C70-9B6D-0F5C3C1C1A11</Id><Version>1.2.3.4</Version>
  <ProviderName>Tests</ProviderName><DefaultLocale>en-US</DefaultLocale>
  <DisplayName DefaultValue="Test add-in"><Override Locale="de-DE" Value="Test-Add-In"/></DisplayName>
  <Description DefaultValue="Tries the host."/>
  <IconUrl DefaultValue="${origin}/icon-64.png"/>
  <AppDomains><AppDomain>${origin}</AppDomain></AppDomains>
  <Hosts><Host Name="Mailbox"/></Hosts>
  <Permissions>${permissions}</Permissions>
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/mailappversionoverrides" xsi:type="VersionOverridesV1_0">
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/mailappversionoverrides/1.1" xsi:type="VersionOverridesV1_1">
    <Hosts><Host xsi:type="MailHost">
      <Runtimes><Runtime resid="Runtime.Url"/></Runtimes>
      <DesktopFormFactor>
        <SupportsSharedFolders>true</SupportsSharedFolders>
        <FunctionFile resid="Commands.Url"/>
        <ExtensionPoint xsi:type="AppointmentOrganizerCommandSurface"><OfficeTab id="TabDefault"><Group id="Group">
          <Label resid="Group.Label"/>
          <Control xsi:type="Button" id="AddButton"><Label resid="Add.Label"/>
            <Supertip><Title resid="Add.Label"/><Description resid="Add.Tip"/></Supertip>
            <Icon><bt:Image size="16" resid="Icon.16"/></Icon>
            <Action xsi:type="ExecuteFunction"><FunctionName>addMeeting</FunctionName></Action></Control>
          <Control xsi:type="Button" id="PaneButton"><Label resid="Pane.Label"/>
            <Supertip><Title resid="Pane.Label"/><Description resid="Add.Tip"/></Supertip>
            <Icon><bt:Image size="16" resid="Icon.16"/></Icon>
            <Action xsi:type="ShowTaskpane"><SourceLocation resid="Pane.Url"/></Action></Control>
        </Group></OfficeTab></ExtensionPoint>
        <ExtensionPoint xsi:type="LaunchEvent"><LaunchEvents>
          <LaunchEvent Type="OnNewAppointmentOrganizer" FunctionName="onNew"/>
          <LaunchEvent Type="OnAppointmentOrganizer" FunctionName="onOpen"/>
          <LaunchEvent Type="OnAppointmentTimeChanged" FunctionName="onTime"/>
          <LaunchEvent Type="OnAppointmentRecurrenceChanged" FunctionName="onRecurrence"/>
          <LaunchEvent Type="OnAppointmentAttendeesChanged" FunctionName="onAttendees"/>
          <LaunchEvent Type="OnInfoBarDismissClicked" FunctionName="onBar"/>
          <LaunchEvent Type="OnAppointmentSend" FunctionName="onSend" SendMode="${sendMode}"/>
        </LaunchEvents><SourceLocation resid="Runtime.Url"/></ExtensionPoint>
      </DesktopFormFactor>
      <MobileFormFactor><ExtensionPoint xsi:type="MobileOnlineMeetingCommandSurface">
        <Control xsi:type="MobileButton" id="PhoneButton"><Label resid="Add.Label"/>
          <Icon><bt:Image size="25" scale="1" resid="Icon.16"/></Icon>
          <Action xsi:type="ExecuteFunction"><FunctionName>addMeeting</FunctionName></Action></Control>
      </ExtensionPoint></MobileFormFactor>
    </Host></Hosts>
    <Resources>
      <bt:Images><bt:Image id="Icon.16" DefaultValue="${origin}/icon-16.png"/></bt:Images>
      <bt:Urls>
        <bt:Url id="Pane.Url" DefaultValue="${origin}/pane.html"/>
        <bt:Url id="Commands.Url" DefaultValue="${origin}/commands.html"/>
        <bt:Url id="Runtime.Url" DefaultValue="${origin}/${runtime}"/>
      </bt:Urls>
      <bt:ShortStrings>
        <bt:String id="Group.Label" DefaultValue="Tests"/>
        <bt:String id="Add.Label" DefaultValue="Add"><bt:Override Locale="de-DE" Value="Neu"/></bt:String>
        <bt:String id="Pane.Label" DefaultValue="Settings"/>
      </bt:ShortStrings>
      <bt:LongStrings><bt:String id="Add.Tip" DefaultValue="Adds it."/></bt:LongStrings>
    </Resources>
  </VersionOverrides></VersionOverrides>
</OfficeApp>`;
}
