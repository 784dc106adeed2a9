using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.Simulation.Forecasts;

namespace PIMM.Dispatch.Host.Forecasts;

/// <summary>How many readers a slot needs. Two slots that ask the same have one answer.</summary>
/// <param name="Key">All that the answer depends on.</param>
public sealed record StaffingQuestion(
    string Key, TerritorySettings Settings, SlotDemand Demand, int Planned);

/// <summary>
/// Rehearses the staffing of slots, one after the other, beside live dispatch, and remembers the answers. It
/// holds so many questions and answers at most; what does not fit is asked again by whoever still wants it.
/// </summary>
public sealed partial class StaffingRoom(TimeProvider clock, ILogger<StaffingRoom> logger)
    : IHostedService, IDisposable
{
    /// <summary>Two weeks of a territory with seven lines.</summary>
    public const int QuestionsMax = 100;
    public const int AnswersMax = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<string, SlotStaffing?> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> byAge = [];
    private readonly LinkedList<StaffingQuestion> questions = [];
    private readonly CancellationTokenSource stopping = new();
    private bool works;

    /// <summary>Completes when nothing is left to be answered.</summary>
    internal Task Working { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// The answer, once there is one; till then the question waits its turn. No staffing: the rehearsal
    /// failed, and won't be tried again.
    /// </summary>
    public (bool Known, SlotStaffing? Staffing) Ask(StaffingQuestion question)
    {
        lock (gate)
        {
            if (answers.TryGetValue(question.Key, out var known))
                return (true, known);
            if (questions.Count < QuestionsMax && questions.All(other => other.Key != question.Key))
                questions.AddLast(question);
            if (!works && !stopping.IsCancellationRequested)
            {
                works = true;
                Working = Task.Run(() => WorkAsync(stopping.Token), CancellationToken.None);
            }
            return (false, null);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Working.WaitAsync(cancellationToken);
    }

    public void Dispose() => stopping.Dispose();

    private async Task WorkAsync(CancellationToken cancellation)
    {
        var slices = new Slices(clock);
        while (Next() is { } question)
        {
            try
            {
                Answer(question, await SlotStaffing.FindAsync(
                    question.Settings, question.Demand, question.Planned,
                    () => slices.RestAsync(cancellation)));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                Failed(logger, bug, question.Key);
                Answer(question, null);
            }
        }
    }

    /// <summary>It stays in the queue while it is worked on, so that nobody asks it twice.</summary>
    private StaffingQuestion? Next()
    {
        lock (gate)
        {
            works = questions.Count > 0;
            return questions.First?.Value;
        }
    }

    private void Answer(StaffingQuestion question, SlotStaffing? staffing)
    {
        lock (gate)
        {
            questions.Remove(question);
            answers[question.Key] = staffing;
            byAge.Enqueue(question.Key);
            if (byAge.Count > AnswersMax)
                answers.Remove(byAge.Dequeue());
        }
    }

    [LoggerMessage(125, LogLevel.Error, "staffing.failed {Question}")]
    private static partial void Failed(ILogger logger, Exception failure, string question);
}
