using System.Diagnostics.CodeAnalysis;

namespace PIMM.Dispatch.Cluster;

/// <summary>Facts that hold unless there is a bug; checked in production too.</summary>
internal static class Invariant
{
    public static void Holds([DoesNotReturnIf(false)] bool fact, string statement)
    {
        if (!fact)
            throw new InvariantBrokenException(statement);
    }
}

/// <summary>A bug: something that always holds did not.</summary>
public sealed class InvariantBrokenException(string statement) : Exception($"does not hold: {statement}");
