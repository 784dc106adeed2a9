using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// One place in a settings file: its JSON path and its value. A value that is missing or wrong is noted once,
/// then reads as a default so that the reading goes on to the next problem; the load as a whole fails in the
/// end.
/// </summary>
internal readonly partial struct Setting
{
    /// <summary>Before it there was no such platform; a year typed wrong is found by it.</summary>
    private static readonly DateOnly s_firstDay = new(2000, 1, 1);

    private readonly JsonElement? _value;
    private readonly string _file;
    private readonly ProblemList _problems;

    public Setting(JsonElement? value, string file, string path, ProblemList problems)
    {
        (_value, _file, Path, _problems) = (value, file, path, problems);
    }

    public string Path { get; }

    /// <summary>How many problems the whole load has so far.</summary>
    public int ProblemCount => _problems.Count;

    /// <summary>Missing, or part of something wrong: already noted.</summary>
    public bool IsAbsent => _value is null;

    public bool IsNull => _value is { ValueKind: JsonValueKind.Null };

    public void Problem(string sentence) => _problems.Add(_file, Path, sentence);

    /// <summary>
    /// The value of a key of this object; silent when it is missing, because <see cref="Keys"/> said so.
    /// </summary>
    public Setting this[string key] => At(
        _value is { ValueKind: JsonValueKind.Object } self && self.TryGetProperty(key, out var child)
            ? child
            : null,
        $"{Path}.{key}");

    /// <summary>Notes when this isn't an object with exactly these keys.</summary>
    public Setting Keys(params ReadOnlySpan<string> keys)
    {
        if (!Is(JsonValueKind.Object, "an object"))
            return At(null, Path);
        foreach (var property in _value!.Value.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                At(null, $"{Path}.{property.Name}")
                    .Problem("This key is unknown. Remove it or correct its spelling.");
        }
        foreach (var key in keys)
        {
            if (!_value.Value.TryGetProperty(key, out _))
                At(null, $"{Path}.{key}").Problem("This key is missing. Every setting is written out.");
        }
        return this;
    }

    public ImmutableArray<Setting> Items(int countMin, int countMax)
    {
        if (!Is(JsonValueKind.Array, "a list"))
            return [];
        var count = _value!.Value.GetArrayLength();
        if (count < countMin || count > countMax)
            Problem(string.Create(CultureInfo.InvariantCulture,
                $"The list has {count} entries; from {countMin} to {countMax} are allowed."));
        var items = ImmutableArray.CreateBuilder<Setting>(count);
        foreach (var item in _value.Value.EnumerateArray())
            items.Add(At(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{items.Count}]")));
        return items.MoveToImmutable();
    }

    public string Text(int lengthMin, int lengthMax)
    {
        if (!Is(JsonValueKind.String, "a text"))
            return "";
        var text = _value!.Value.GetString()!;
        if (text.Length < lengthMin || text.Length > lengthMax)
            Problem(string.Create(CultureInfo.InvariantCulture,
                $"The text has {text.Length} characters; from {lengthMin} to {lengthMax} are allowed."));
        return text;
    }

    /// <summary>A text of a given form; <paramref name="form"/> is the sentence that says which.</summary>
    public string Text(int lengthMin, int lengthMax, Regex pattern, string form)
    {
        var before = ProblemCount;
        var text = Text(lengthMin, lengthMax);
        if (_value is not null && before == ProblemCount && !pattern.IsMatch(text))
            Problem($"“{text}” is refused. {form}");
        return text;
    }

    public int Whole(int min, int max)
    {
        if (!Is(JsonValueKind.Number, "a whole number"))
            return 0;
        if (_value!.Value.TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        Problem(string.Create(CultureInfo.InvariantCulture,
            $"{_value.Value.GetRawText()} is refused: a whole number from {min} to {max} is expected."));
        return 0;
    }

    public bool Flag()
    {
        if (_value is { ValueKind: JsonValueKind.True or JsonValueKind.False })
            return _value.Value.GetBoolean();
        Is(JsonValueKind.True, "true or false");
        return false;
    }

    public T Choice<T>() where T : struct, Enum
    {
        if (!Is(JsonValueKind.String, "a word"))
            return default;
        var word = _value!.Value.GetString()!;
        if (!SettingWords<T>.TryRead(word, out var value))
            Problem($"“{word}” is not one of: {SettingWords<T>.List}.");
        return value;
    }

    /// <summary>An ISO 8601 duration of days, hours, minutes and seconds.</summary>
    public TimeSpan Duration(TimeSpan min, TimeSpan max)
    {
        if (!Is(JsonValueKind.String, "a duration such as PT45M"))
            return default;
        var text = _value!.Value.GetString()!;
        var match = DurationForm().Match(text);
        if (!match.Success || text.EndsWith('T') || text.Length < 3)
        {
            Problem(
                $"“{text}” is not a duration in days, hours, minutes and seconds such as PT1M30S or P7D.");
            return default;
        }
        var duration = new TimeSpan(Part(match, "d"), Part(match, "h"), Part(match, "m"), Part(match, "s"));
        if (duration < min || duration > max)
            Problem($"{text} is refused: from {Say(min)} to {Say(max)} are allowed.");
        return duration;
    }

    public DateOnly Day()
    {
        if (!Is(JsonValueKind.String, "a day such as 2025-10-01"))
            return s_firstDay;
        var text = _value!.Value.GetString()!;
        if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= s_firstDay && day < s_firstDay.AddYears(200))
            return day;
        Problem($"“{text}” is not a day from 2000 to 2199 such as 2025-10-01.");
        return s_firstDay;
    }

    public TimeOnly TimeOfDay()
    {
        if (!Is(JsonValueKind.String, "a time of day such as 18:30"))
            return default;
        var text = _value!.Value.GetString()!;
        if (!TimeOnly.TryParseExact(
            text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            Problem($"“{text}” is not a time of day such as 18:30.");
        return time;
    }

    /// <summary>A duration in the words of the file: <c>PT1H48M</c>.</summary>
    internal static string Say(TimeSpan duration) => System.Xml.XmlConvert.ToString(duration);

    private static int Part(Match match, string group) => match.Groups[group] is { Success: true } found
        ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        : 0;

    private Setting At(JsonElement? value, string path) => new(value, _file, path, _problems);

    private bool Is(JsonValueKind kind, string expected)
    {
        if (_value is null)
            return false;
        if (_value.Value.ValueKind == kind)
            return true;
        Problem($"Here {expected} is expected.");
        return false;
    }

    [GeneratedRegex(
        @"^P((?<d>[0-9]{1,4})D)?(T((?<h>[0-9]{1,5})H)?((?<m>[0-9]{1,5})M)?((?<s>[0-9]{1,5})S)?)?\z")]
    private static partial Regex DurationForm();
}
