using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>
/// The rules of STYLE.md that a syntax tree can decide. Each takes a file and gives its violations.
/// </summary>
internal static partial class CSharpRules
{
    private const int FunctionLinesMax = 70;

    private static readonly string[] s_emptyNames =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Processor", "Base", "Impl",
            "Info", "Data"];

    private const string Domain = "src/PIMM.Dispatch.Domain/";

    private static readonly string[] s_exactFiles = ["ExactMath.cs", "Dispatching/TargetCost.cs"];

    private static readonly string[] s_platformMath =
        ["Exp", "Pow", "Log", "Log2", "Log10", "Sin", "Cos", "Tan", "Tanh", "Atan", "Cbrt",
            "FusedMultiplyAdd"];

    /// <summary>
    /// Files whose work runs on a thread of its own, which nobody awaits and which may therefore block.
    /// </summary>
    private static readonly string[] s_ownThreads =
    [
        "src/PIMM.Dispatch.Dicom/Storage/StoreWriter.cs",
        "load-tests/PIMM.Dispatch.Benchmarks/Runtime/RuntimeBenchmarks.cs", // its generator
    ];

    private static readonly string[] s_clocks = ["DateTime", "DateTimeOffset"];
    private static readonly string[] s_clockMembers = ["Now", "UtcNow", "Today"];

    public static IReadOnlyDictionary<string, Func<CSharpFile, IEnumerable<Violation>>> All { get; } =
        new SortedDictionary<string, Func<CSharpFile, IEnumerable<Violation>>>(StringComparer.Ordinal)
        {
            [nameof(FunctionsAreShort)] = FunctionsAreShort,
            [nameof(NamesSaySomething)] = NamesSaySomething,
            [nameof(NamespaceFollowsFolder)] = NamespaceFollowsFolder,
            [nameof(ClassesAreSealed)] = ClassesAreSealed,
            [nameof(NoRegion)] = NoRegion,
            [nameof(ClockIsInjected)] = ClockIsInjected,
            [nameof(RandomIsInjected)] = RandomIsInjected,
            [nameof(NothingBlocks)] = NothingBlocks,
            [nameof(NoAsyncVoid)] = NoAsyncVoid,
            [nameof(CatchesDoSomething)] = CatchesDoSomething,
            [nameof(TestsDoNotWait)] = TestsDoNotWait,
            [nameof(DomainCountsInWholeNumbers)] = DomainCountsInWholeNumbers,
            [nameof(SuppressionsSayWhy)] = SuppressionsSayWhy,
            [nameof(NoCommentedCode)] = NoCommentedCode,
        };

    private static IEnumerable<Violation> FunctionsAreShort(CSharpFile file) =>
        from function in file.Tree.DescendantNodes()
        where function is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
            or LocalFunctionStatementSyntax
        let span = function.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > FunctionLinesMax
        select file.At(
            function, $"This function has {lines} lines; {FunctionLinesMax} are allowed. Split it.");

    private static IEnumerable<Violation> NamesSaySomething(CSharpFile file) =>
        from type in file.All<BaseTypeDeclarationSyntax>()
        let name = type.Identifier.Text
        from empty in s_emptyNames
        where name.EndsWith(empty, StringComparison.Ordinal)
        select file.At(type, $"“{name}” ends in “{empty}”, which says nothing. Name what it is or does.");

    /// <summary>A namespace is the project's name, or that and the folders down to the file.</summary>
    private static IEnumerable<Violation> NamespaceFollowsFolder(CSharpFile file)
    {
        foreach (var block in file.All<NamespaceDeclarationSyntax>())
            yield return file.At(block, "Write the namespace file-scoped.");
        var folders = file.Path.Split('/')[..^1];
        var project = Array.FindLastIndex(
            folders, folder => folder.StartsWith("PIMM.", StringComparison.Ordinal));
        foreach (var declared in file.All<FileScopedNamespaceDeclarationSyntax>())
        {
            var name = declared.Name.ToString();
            var full = project < 0 ? name : string.Join('.', folders[project..]);
            if (name != full && (project < 0 || name != folders[project]))
                yield return file.At(declared, $"The namespace {name} is not that of its folder, {full}.");
        }
    }

    private static IEnumerable<Violation> ClassesAreSealed(CSharpFile file) =>
        from type in file.All<TypeDeclarationSyntax>()
        where file.IsProduct && type is ClassDeclarationSyntax
            || file.IsProduct && type is RecordDeclarationSyntax record
                && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword)
        where !type.Modifiers.Any(SyntaxKind.SealedKeyword) && !type.Modifiers.Any(SyntaxKind.StaticKeyword)
            && !type.Modifiers.Any(SyntaxKind.AbstractKeyword) && type.Identifier.Text != "Program"
        select file.At(
            type, $"Seal {type.Identifier.Text}, or make it the abstract head of a closed family.");

    private static IEnumerable<Violation> NoRegion(CSharpFile file) =>
        from trivia in file.Tree.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select file.At(trivia.GetStructure()!, "A region hides size. Split the file.");

    private static IEnumerable<Violation> ClockIsInjected(CSharpFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where file.IsProduct && s_clockMembers.Contains(access.Name.Identifier.Text)
            && s_clocks.Contains(access.Expression.ToString().Split('.')[^1])
        select file.At(access, $"{access} is a hidden input. Take a TimeProvider.");

    private static IEnumerable<Violation> RandomIsInjected(CSharpFile file) =>
        from node in file.Tree.DescendantNodes()
        where node is MemberAccessExpressionSyntax { Name.Identifier.Text: "Shared" } shared
                && shared.Expression.ToString() == "Random"
            || node is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } made
                && made.Type.ToString() == "Random"
        select file.At(node, "Random without a seed can't be replayed. Take a seeded Random.");

    private static IEnumerable<Violation> NothingBlocks(CSharpFile file)
    {
        if (s_ownThreads.Contains(file.Path))
            yield break;
        foreach (var call in file.All<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax member)
                continue;
            var name = member.Name.Identifier.Text;
            if (name is "Wait" && call.ArgumentList.Arguments.Count == 0)
                yield return file.At(call, "Wait() blocks without a limit. Await it, or give a limit.");
            if (name is "GetResult"
                && member.Expression.ToString().EndsWith("GetAwaiter()", StringComparison.Ordinal))
                yield return file.At(call, "GetAwaiter().GetResult() blocks a thread. Await it.");
            if (name is "Sleep" && member.Expression.ToString() is "Thread")
                yield return file.At(
                    call, "Thread.Sleep blocks a thread. Await a signal or the injected clock.");
        }
        foreach (var access in file.All<MemberAccessExpressionSyntax>())
        {
            if (access.Name.Identifier.Text == "Result" && IsTask(access.Expression))
                yield return file.At(access, ".Result of a task blocks a thread. Await it.");
        }
    }

    private static bool IsTask(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call =>
            call.Expression.ToString().EndsWith("Async", StringComparison.Ordinal),
        IdentifierNameSyntax name =>
            name.Identifier.Text.EndsWith("task", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static IEnumerable<Violation> NoAsyncVoid(CSharpFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
        select file.At(method, "Nobody sees an async void fail. Return the task.");

    /// <summary>
    /// Empty is allowed only for one named exception, with a comment that says why nothing is to be done.
    /// </summary>
    private static IEnumerable<Violation> CatchesDoSomething(CSharpFile file)
    {
        foreach (var clause in file.All<CatchClauseSyntax>())
        {
            var everything = clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception";
            var comment = clause.Block.DescendantTrivia().Any(SyntaxKind.SingleLineCommentTrivia);
            if (clause.Block.Statements.Count == 0 && (everything && clause.Filter is null || !comment))
                yield return file.At(
                    clause, "An empty catch swallows a failure. Handle it, or name it and say why not.");
        }
    }

    private static bool Any(this IEnumerable<SyntaxTrivia> trivia, SyntaxKind kind) =>
        trivia.Any(piece => piece.IsKind(kind));

    private static IEnumerable<Violation> TestsDoNotWait(CSharpFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where file.File.IsTest && access.ToString() is "Task.Delay" or "Thread.Sleep" or "Thread.SpinWait"
        select file.At(access, $"{access} makes a test slow and unsure. Advance a clock or await a signal.");

    /// <summary>
    /// The cost of waiting is a real function: computed from basic operations, which IEEE 754 fixes to the
    /// last bit, and rounded before anything is compared. Nowhere else does the domain need a fraction.
    /// </summary>
    private static IEnumerable<Violation> DomainCountsInWholeNumbers(CSharpFile file)
    {
        if (!file.Path.StartsWith(Domain, StringComparison.Ordinal))
            yield break;
        var exact = s_exactFiles.Contains(file.Path[Domain.Length..]);
        foreach (var type in file.All<PredefinedTypeSyntax>())
        {
            if (type.Keyword.Text is "float" || type.Keyword.Text is "double" && !exact)
                yield return file.At(type, $"{type} in a decision is not exact. Count in whole units.");
        }
        foreach (var call in file.All<MemberAccessExpressionSyntax>())
        {
            if (call.Expression.ToString() is "Math" or "MathF"
                && s_platformMath.Contains(call.Name.Identifier.Text))
                yield return file.At(call, $"{call} differs between machines. See ExactMath.");
        }
    }

    private static IEnumerable<Violation> SuppressionsSayWhy(CSharpFile file)
    {
        foreach (var trivia in file.Tree.DescendantTrivia().Where(piece => piece.IsDirective))
        {
            if (trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax pragma
                && pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
                && !pragma.ToFullString().Contains("//", StringComparison.Ordinal))
                yield return file.At(pragma, "A suppression carries its reason: … // why.");
        }
        foreach (var attribute in file.All<AttributeSyntax>())
        {
            if (attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal)
                && !attribute.ToString().Contains("Justification", StringComparison.Ordinal))
                yield return file.At(attribute, "A suppression carries its Justification.");
        }
    }

    private static IEnumerable<Violation> NoCommentedCode(CSharpFile file) =>
        from trivia in file.Tree.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
        let text = trivia.ToString().TrimStart('/', ' ').TrimEnd()
        where LooksLikeCode().IsMatch(text)
        let line = trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1
        select new Violation(file.Path, line, "This looks like code in a comment. Delete it; git remembers.");

    [GeneratedRegex(@"^[{}]$|\)\s*;$|^[\w.]+ = .*;$|^(var|return|throw|await|using|if) .*[;{]$")]
    private static partial Regex LooksLikeCode();
}
