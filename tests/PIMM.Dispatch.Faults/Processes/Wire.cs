using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Faults.Processes;

/// <summary>
/// What the parent and the process that it kills say to each other: one line each, fields between bars.
/// </summary>
internal static class Wire
{
    private const char Bar = '|';

    public const string Standby = "standby";
    public const string Open = "open";
    public const string Ready = "ready";
    public const string Stop = "stop";

    /// <summary>The command that a line stands for; the same line is the same command for ever.</summary>
    public static Command CommandOf(string line)
    {
        var part = line.Split(Bar);
        var (to, body) = MessageOf(part);
        var at = new DateTimeOffset(long.Parse(part[1], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new Command(
            new CommandId(part[0]), ShortTerritory.Id, at, new Identity("essai", "coordinator"), to, body);
    }

    /// <param name="words">The verb, and what it is about.</param>
    public static string LineOf(string id, DateTimeOffset at, params string[] words) =>
        string.Join(Bar, [id, at.UtcTicks.ToString(CultureInfo.InvariantCulture), .. words]);

    public static string AnswerOf(CommandId id, Outcome outcome) => outcome switch
    {
        Outcome.Accepted a =>
            string.Create(CultureInfo.InvariantCulture, $"{id}|ok|{a.First}|{a.Last}|{a.Answer}"),
        Outcome.Refused r => $"{id}|no|{r.Refusal.Code}|{r.Refusal.Detail}",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static (CommandId Id, Outcome Outcome) OutcomeOf(string answer)
    {
        var part = answer.Split(Bar);
        return (new CommandId(part[0]), part[1] == "ok"
            ? new Outcome.Accepted(
                long.Parse(part[2], CultureInfo.InvariantCulture),
                long.Parse(part[3], CultureInfo.InvariantCulture),
                part[4].Length == 0 ? null : part[4])
            : new Outcome.Refused(new Refusal(part[2], part[3].Length == 0 ? null : part[3])));
    }

    private static (ActorId To, Message Body) MessageOf(string[] part) => part[2] switch
    {
        "duty" => (ActorId.Roster, new PutOnDuty(
            new ReaderId(part[3]), DutyLine.OnCall, DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(200))),
        "present" => (new ReaderId(part[3]), new SetPresence(Presence.Available)),
        "request" => (ShortTerritory.Site, new RequestExam(
            "A" + part[3], Somebody(part[3]), Scan, Urgency.Urgent, null, null,
            new ClinicalContext(null, null, null, null, null, null, null, null), null)),
        "images" => (ShortTerritory.Site, new StudyArrived(
            new StudyFacts(
                new StudyUid("1.2.3." + part[3]), "A" + part[3], Somebody(part[3]), Scan, null, ""), 3,
                    false)),
        "complete" => (new CaseId(part[3]), new CompleteImages()),
        "claim" => (new CaseId(part[3]), new ClaimCase(new ReaderId(part[4]))),
        "sign" => (new CaseId(part[3]), new SignReport(new ReaderId(part[4]), "Essai.", null)),
        "acknowledge" => (new CaseId(part[3]), new AcknowledgeReport("lu")),
        _ => throw new FormatException($"no command '{part[2]}'"),
    };

    private static Exam Scan => new("CT", null, "Scanner");

    private static Patient Somebody(string number) => new(
        "EXEMPLE " + number, "Numéro " + number, new DateOnly(1960, 1, 1), "F", "IPP-" + number, null,
        IdentityStatus.Provisional);
}
