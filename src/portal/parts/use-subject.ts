import { useTexts } from "../texts.tsx";

/** What an appointment is called where its subject may be hidden or empty. */
export function useSubject(): (subject: string | null) => string {
  const { t } = useTexts();
  return (subject) => {
    if (subject === null) return t("activity.privateAppointment");
    return subject.trim() === "" ? t("activity.noSubject") : subject;
  };
}
