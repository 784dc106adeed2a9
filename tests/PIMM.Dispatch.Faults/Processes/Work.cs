using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Evenings;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Faults.Processes;

/// <summary>
/// The work that goes on through all lives: examinations, each a chain of commands of which the next is sent
/// when the last was answered. What has no answer is sent again to the next life, as it is.
/// </summary>
internal sealed class Work
{
    /// <summary>Chains side by side.</summary>
    private const int ChainCount = 24;

    /// <summary>
    /// Every so many examinations one is never read, so that its alarms go on through all lives.
    /// </summary>
    private const int UnreadEvery = 10;
    private const int UnreadMax = 100;
    private const double RepeatShare = 0.05;

    private readonly Draw chance;
    private readonly SortedDictionary<string, string> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action<Outcome>> then = new(StringComparer.Ordinal);
    private readonly List<Answer> answers = [];
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private int commandCount;
    private int examCount;

    public Work(int seed)
    {
        chance = new Draw(seed, "work");
        foreach (var reader in ShortTerritory.Readers)
            Say(["duty", reader.Value], _ => { });
        for (var chain = 0; chain < ChainCount; chain++)
            Begin();
    }

    public IReadOnlyList<Answer> Answers => answers;

    /// <summary>Examinations that were carried to their end.</summary>
    public int Finished { get; private set; }

    /// <summary>Lines to be said to a life that has just begun: everything that has no answer.</summary>
    public IReadOnlyList<string> Unanswered => [.. open.Values];

    /// <summary>Lines to be said because of the last answer.</summary>
    public Queue<string> Outbox { get; } = [];

    /// <summary>No more examinations are begun.</summary>
    public bool IsEnding { get; set; }

    /// <summary>A new life: readers who were marked away say that they are there.</summary>
    public void Greet()
    {
        foreach (var reader in ShortTerritory.Readers)
            Say(["present", reader.Value], _ => { });
    }

    public void Hear(string line)
    {
        var (id, outcome) = Wire.OutcomeOf(line);
        if (!open.Remove(id.Value, out var said))
            throw new InvalidOperationException($"an answer to {id}, which nobody asked");
        answers.Add(new Answer(Wire.CommandOf(said), outcome));
        if (!answered.Add(id.Value))
            return;
        then[id.Value](outcome);
        if (!chance.Chance(RepeatShare))
            return;
        open.Add(id.Value, said);
        Outbox.Enqueue(said);
    }

    private void Begin()
    {
        if (IsEnding)
            return;
        var number = ++examCount;
        Say(["request", number.ToString(CultureInfo.InvariantCulture)],
            outcome => Images(((Outcome.Accepted)outcome).Answer!, number));
    }

    private void Images(string id, int number) =>
        Say(["images", number.ToString(CultureInfo.InvariantCulture)], _ => Say(["complete", id], _ =>
        {
            if (number % UnreadEvery == 0 && number <= UnreadMax)
                Begin();
            else
                Read(id);
        }));

    private void Read(string id)
    {
        var reader = ShortTerritory.Readers[chance.Below(ShortTerritory.Readers.Length)].Value;
        Say(["claim", id, reader], _ => Say(["sign", id, reader], _ => Say(["acknowledge", id], _ =>
        {
            Finished++;
            Begin();
        })));
    }

    private void Say(string[] words, Action<Outcome> next)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"c{++commandCount:000000}");
        var line = Wire.LineOf(id, DateTimeOffset.UtcNow, words);
        open.Add(id, line);
        then.Add(id, next);
        Outbox.Enqueue(line);
    }
}
