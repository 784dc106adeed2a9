namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>One group of a person name: family^given^middle^prefix^suffix (PS3.5 §6.2.1.1).</summary>
public sealed record PersonNameGroup(string Family, string Given, string Middle, string Prefix, string Suffix)
{
    public static readonly PersonNameGroup Empty = new("", "", "", "", "");

    public bool IsEmpty => this == Empty;

    internal static PersonNameGroup Parse(string text)
    {
        var parts = text.Split('^');
        string Part(int index) => index < parts.Length ? parts[index].Trim(' ') : "";
        return new PersonNameGroup(Part(0), Part(1), Part(2), Part(3), Part(4));
    }
}

/// <summary>
/// A person name: the alphabetic, ideographic and phonetic ways to write it (PS3.5 §6.2.1).
/// </summary>
public sealed record PersonName(
    PersonNameGroup Alphabetic, PersonNameGroup Ideographic, PersonNameGroup Phonetic)
{
    public static PersonName Parse(string text)
    {
        var groups = text.Split('=');
        PersonNameGroup Group(int index) =>
            index < groups.Length ? PersonNameGroup.Parse(groups[index]) : PersonNameGroup.Empty;
        return new PersonName(Group(0), Group(1), Group(2));
    }
}
