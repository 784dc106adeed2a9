using System.Collections;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// A data set (PS3.5 §7): elements in ascending order of tag, typed access to their values, and the means to
/// build one. Reading a value that is absent, empty or malformed gives null, never an exception.
/// </summary>
public sealed class DataSet : IReadOnlyCollection<Element>
{
    private readonly DataSet? _parent;
    private Element[] _elements;
    private CharacterSet? _characterSet;

    public DataSet() : this(parent: null, capacity: 8)
    {
    }

    internal DataSet(DataSet? parent, int capacity)
    {
        _parent = parent;
        _elements = capacity == 0 ? [] : new Element[capacity];
    }

    public int Count { get; private set; }

    /// <summary>Its own Specific Character Set, else that of the data set around it (PS3.5 §7.5.3).</summary>
    public CharacterSet CharacterSet => _characterSet ??= ResolveCharacterSet();

    public Element this[int index] =>
        index < Count ? _elements[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public bool TryGet(Tag tag, out Element element)
    {
        var index = IndexOf(tag);
        element = index >= 0 ? _elements[index] : default;
        return index >= 0;
    }

    public bool Contains(Tag tag) => IndexOf(tag) >= 0;

    /// <summary>Puts an element in its place, over one of the same tag.</summary>
    public DataSet Set(Element element)
    {
        var index = IndexOf(element.Tag);
        if (index >= 0)
        {
            _elements[index] = element;
        }
        else
        {
            Grow();
            Array.Copy(_elements, ~index, _elements, ~index + 1, Count - ~index);
            _elements[~index] = element;
            Count++;
        }
        if (element.Tag == Tags.SpecificCharacterSet)
            _characterSet = null;
        return this;
    }

    public DataSet Remove(Tag tag)
    {
        var index = IndexOf(tag);
        if (index >= 0)
        {
            Count--;
            Array.Copy(_elements, index + 1, _elements, index, Count - index);
            _elements[Count] = default;
        }
        return this;
    }

    public IEnumerator<Element> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return _elements[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For the reader: appends without looking; <see cref="Complete"/> must follow.</summary>
    internal void Append(Element element)
    {
        Grow();
        _elements[Count++] = element;
    }

    /// <summary>
    /// Elements must ascend (PS3.5 §7.1). Where a sender broke that, they are put in order, and of two with
    /// one tag the first counts.
    /// </summary>
    internal void Complete()
    {
        for (var i = 1; i < Count; i++)
        {
            if (_elements[i - 1].Tag < _elements[i].Tag)
                continue;
            // OrderBy is stable, which is what keeps the first of two.
            var ordered = _elements.Take(Count)
                .OrderBy(e => e.Tag.Value).DistinctBy(e => e.Tag.Value).ToArray();
            _elements = ordered;
            Count = ordered.Length;
            return;
        }
    }

    private void Grow()
    {
        if (Count == _elements.Length)
            Array.Resize(ref _elements, Math.Max(4, Count * 2));
    }

    /// <summary>The index of the tag, or the complement of where it belongs.</summary>
    private int IndexOf(Tag tag)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var at = _elements[middle].Tag.Value;
            if (at == tag.Value)
                return middle;
            if (at < tag.Value)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }

    private CharacterSet ResolveCharacterSet()
    {
        if (TryGet(Tags.SpecificCharacterSet, out var element))
            return CharacterSet.Parse(element.Value.Span);
        return _parent?.CharacterSet ?? CharacterSet.Default;
    }
}
