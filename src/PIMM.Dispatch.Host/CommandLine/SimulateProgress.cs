using System.Globalization;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// How far a rehearsal is: a bar on a terminal, elsewhere a line every tenth, and nothing at all for what is
/// over at once. Told from any thread.
/// </summary>
internal sealed class SimulateProgress(TextWriter errors, bool plain, TimeProvider clock, int total)
{
    private const int BarLength = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly long started = clock.GetTimestamp();
    private int done;
    private int shown;

    public void Advance()
    {
        lock (gate)
        {
            done++;
            var step = (int)((long)done * (plain ? 10 : 100) / total);
            if (step == shown || (plain && clock.GetElapsedTime(started) < Patience))
                return;
            shown = step;
            if (plain)
                errors.WriteLine(Line());
            else
                errors.Write("\r" + Bar() + " " + Line());
        }
    }

    public void End()
    {
        lock (gate)
        {
            if (!plain && shown > 0)
                errors.WriteLine();
        }
    }

    private string Bar()
    {
        var full = (int)((long)done * BarLength / total);
        return "[" + new string('#', full) + new string('.', BarLength - full) + "]";
    }

    private string Line() =>
        string.Create(CultureInfo.InvariantCulture, $"{100L * done / total,3} % ({done}/{total} soirées)");
}
