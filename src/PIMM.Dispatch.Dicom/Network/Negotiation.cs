using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// Answers presentation contexts (PS3.8 §7.1.1.14). Of the transfer syntaxes that we can read, the one that
/// the sender names first is taken: it is how the sender holds its objects, so nothing is transcoded and
/// nothing is lost.
/// </summary>
internal static class Negotiation
{
    /// <summary>
    /// One answer for each context, in order. A repeated or even id is refused, the first use of an id
    /// stands.
    /// </summary>
    public static IReadOnlyList<NegotiatedContext> Answer(
        IReadOnlyList<PresentationContext> proposed, Func<string, bool> supportsAbstractSyntax)
    {
        var answers = new List<NegotiatedContext>(proposed.Count);
        var used = new HashSet<byte>();
        foreach (var context in proposed)
        {
            var isIdValid = context.Id % 2 == 1 && used.Add(context.Id);
            answers.Add(isIdValid
                ? AnswerOne(context, supportsAbstractSyntax)
                : Refuse(context, ContextResult.ProviderRejection));
        }
        return answers;
    }

    private static NegotiatedContext AnswerOne(
        PresentationContext context, Func<string, bool> supportsAbstractSyntax)
    {
        if (!supportsAbstractSyntax(context.AbstractSyntax))
            return Refuse(context, ContextResult.AbstractSyntaxNotSupported);
        foreach (var syntax in context.TransferSyntaxes)
        {
            if (TransferSyntax.Find(syntax) is not null)
                return new NegotiatedContext(context.Id, ContextResult.Accepted, syntax);
        }
        return Refuse(context, ContextResult.TransferSyntaxesNotSupported);
    }

    /// <summary>
    /// The transfer syntax of a refusal means nothing, but must be there (PS3.8 §9.3.3.2.1).
    /// </summary>
    private static NegotiatedContext Refuse(PresentationContext context, ContextResult result) =>
        new(context.Id, result, TransferSyntax.ImplicitLittleEndian.Uid);
}
