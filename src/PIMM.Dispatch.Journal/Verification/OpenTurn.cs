using System.Text;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Verification;

/// <summary>
/// The rows of one command while they are walked: they stand together, and its outcome names them.
/// </summary>
internal sealed class OpenTurn
{
    private string command = "";
    private long first;
    private long last;

    /// <summary>
    /// Takes the next row. True when it begins another turn: what was open then stands in the results.
    /// </summary>
    public bool Next(in RawRow row, out CommandId closed, out Outcome.Accepted range)
    {
        var ended = End(out closed, out range);
        if (ended && Encoding.UTF8.GetByteCount(command) == row.Command.Length
            && Encoding.UTF8.GetString(row.Command) == command)
        {
            last = row.Sequence;
            return false;
        }
        command = Encoding.UTF8.GetString(row.Command);
        first = last = row.Sequence;
        return ended;
    }

    /// <summary>The turn that is open; false when there is none.</summary>
    public bool End(out CommandId closed, out Outcome.Accepted range)
    {
        (closed, range) = (new CommandId(command), new Outcome.Accepted(first, last));
        return first > 0;
    }
}
