using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PIMM.Dispatch.TestKit;

/// <summary>Keeps what was logged, so that a test can ask for a warning, or for the absence of one.</summary>
public sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. lines];

    /// <summary>
    /// The first word of each line at least this severe, for example <c>snapshot.ignored</c>.
    /// </summary>
    public IReadOnlyList<string> NamesFrom(LogLevel least) =>
        [.. lines.Where(line => line.Level >= least).Select(line => line.Text.Split(' ')[0])];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => lines.Enqueue((logLevel, formatter(state, exception)));
}
