namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>The elements that a reader wants kept, at the top level; a sequence is kept whole.</summary>
public sealed class TagSelection
{
    private readonly uint[] _ascending;

    /// <summary>Specific Character Set is always kept: without it no text can be read.</summary>
    public TagSelection(params ReadOnlySpan<Tag> tags)
    {
        var values = new SortedSet<uint> { Tags.SpecificCharacterSet.Value };
        foreach (var tag in tags)
            values.Add(tag.Value);
        _ascending = [.. values];
    }

    public int Count => _ascending.Length;

    /// <summary>These and some more.</summary>
    public TagSelection And(params ReadOnlySpan<Tag> tags)
    {
        var all = new List<Tag>(Array.ConvertAll(_ascending, value => new Tag(value)));
        all.AddRange(tags);
        return new TagSelection([.. all]);
    }

    public bool Contains(Tag tag) => Array.BinarySearch(_ascending, tag.Value) >= 0;
}
