using System.Globalization;

namespace PIMM.Dispatch.Journal.Tests;

/// <summary>How often something random is tried; the campaign before a release asks for more.</summary>
internal static class Campaign
{
    /// <param name="variable">The environment variable that asks for another count.</param>
    public static int Count(string variable, int usual) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : usual;
}
