using System.Globalization;
using System.Text;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace ActiveReach.Messages.Templates;

/// <summary>How a value is written where it lands.</summary>
internal enum Escaping
{
    None,
    Html,
    Url,
}

/// <summary>Values as text, the same in every culture.</summary>
internal sealed class TemplateText : IFormatter, IFormatterProvider
{
    public static string? Of(object? value) => value switch
    {
        null or UndefinedBindingResult => null,
        string text => text,
        ProbeField probe => probe.Text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(", ", list),
        IReadOnlyDictionary<string, object?> => null,
        IEnumerable<object?> list => string.Join(", ", list.Select(Of)),
        _ => value.ToString(),
    };

    public void Format<T>(T value, in EncodedTextWriter writer) => writer.Write(Of(value), encode: true);

    public bool TryCreateFormatter(Type type, out IFormatter formatter)
    {
        formatter = this;
        return true;
    }
}

/// <summary>Values as parts of an address.</summary>
internal sealed class UrlEncoder : ITextEncoder
{
    public void Encode(string? text, TextWriter target) => target.Write(Uri.EscapeDataString(text ?? ""));

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var all = new StringBuilder();
        while (text is not null && text.MoveNext())
            all.Append(text.Current);
        Encode(all, target);
    }
}
