using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>A C# file with its syntax tree, parsed by the compiler that builds the product.</summary>
internal sealed record CSharpFile(TextFile File, CompilationUnitSyntax Tree)
{
    public string Path => File.Path;

    /// <summary>Part of the product, not of its tests or load tests.</summary>
    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public static CSharpFile Parse(TextFile file) => new(file, CSharpSyntaxTree.ParseText(
        file.Text, new CSharpParseOptions(LanguageVersion.Latest)).GetCompilationUnitRoot());

    public static CSharpFile Parse(string path, string text) => Parse(new TextFile(path, text));

    public IEnumerable<T> All<T>() where T : SyntaxNode => Tree.DescendantNodes().OfType<T>();

    public Violation At(SyntaxNode node, string sentence) =>
        new(Path, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, sentence);
}

/// <summary>A place that breaks a rule, with the sentence that says what to write instead.</summary>
internal sealed record Violation(string Path, int Line, string Sentence)
{
    public override string ToString() => $"{Path}:{Line}: {Sentence}";

    /// <summary>Fails with every violation, one per line.</summary>
    public static void AssertNone(IEnumerable<Violation> violations)
    {
        var all = violations.ToList();
        if (all.Count > 0)
            Xunit.Assert.Fail($"{all.Count} violation(s):\n" + string.Join('\n', all));
    }
}
