using ActiveReach.Audiences;
using ActiveReach.Messages.Foreign;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using HandlebarsDotNet;
using HandlebarsDotNet.PathStructure;

namespace ActiveReach.Messages.Templates;

/// <summary>Stands for a field while a template is tried: it notes what is asked of it that no contact could answer.</summary>
/// <param name="path">From the contact; empty for the contact itself.</param>
internal sealed class ProbeField(string path, Workspace workspace, ProblemList problems)
{
    public bool IsList => path.StartsWith("custom.", StringComparison.Ordinal) && workspace.CustomFields.GetValueOrDefault(path["custom.".Length..]) == FieldType.List;

    public bool IsKnown => TemplateFields.Exists(path, workspace);

    private bool IsGroup => path is "" or "custom" or "workspace";

    public string? Text
    {
        get
        {
            if (IsGroup)
                problems.Add("unknown_field", $"'{(path.Length == 0 ? "this" : path)}' is no text: name one of the fields {TemplateFields.Names}.");
            return null;
        }
    }

    public ProbeField Member(string name)
    {
        var full = path.Length == 0 ? name : $"{path}.{name}";
        if (!(IsGroup || path == TemplateFields.Outlet) || !TemplateFields.Exists(full, workspace))
            problems.Add("unknown_field", $"There is no field '{full}'{Guess(full)}; there are {TemplateFields.Names}. Custom fields are declared in the workspace's settings.");
        return new ProbeField(full, workspace, problems);
    }

    private string Guess(string full) => FieldGuess.IsKnown(full, workspace) ? $": {FieldGuess.Remedy(full, workspace)}" : "";

    public ProbeField Item() => new($"{path}.this", workspace, problems);
}

/// <summary>Blocks that render all their branches, so that trying a template once visits every field in it.</summary>
internal static class TemplateProbe
{
    private const string Prefix = "probe_";

    public static void Run(IEnumerable<Tag> tags, Workspace workspace, ProblemList problems)
    {
        var handlebars = CompiledTemplate.Create(Escaping.None, isProbe: true);
        foreach (var name in new[] { "if", "unless", "with", "each" })
            handlebars.RegisterHelper(Prefix + name, (EncodedTextWriter output, BlockHelperOptions options, Context _, Arguments values) => Visit(name, output, options, values));
        handlebars.Compile(string.Concat(tags.Select(TagOf)))(new ProbeField("", workspace, problems));
    }

    private static string TagOf(Tag tag) => tag.Name switch
    {
        "else" when tag.HasArguments => $"{{{{else {Prefix}{tag.Text["else".Length..].TrimStart()}}}}}",
        ['#' or '/', ..] => $"{{{{{tag.Text[0]}{Prefix}{tag.Text[1..]}}}}}",
        _ => $"{{{{{tag.Text}}}}}",
    };

    private static void Visit(string name, in EncodedTextWriter output, in BlockHelperOptions options, in Arguments values)
    {
        if (values.Length != 1)
            throw new HandlebarsException($"'#{name}' takes 1 argument, not {values.Length}");
        if (name is "if" or "unless")
            options.Template(output, options.Frame);
        else
            Enter(name, output, options, values[0] as ProbeField);
        options.Inverse(output, options.Frame);
    }

    private static void Enter(string name, in EncodedTextWriter output, in BlockHelperOptions options, ProbeField? field)
    {
        if (field is null || (name == "each" && field is { IsKnown: true, IsList: false }))
            throw new HandlebarsException(name == "each" ? "'#each' goes through a custom field that is a list" : $"'#{name}' takes a field");
        using var frame = options.CreateFrame(name == "each" ? field.Item() : field);
        if (name == "each")
        {
            var data = frame.Data;
            (data[ChainSegment.Index], data[ChainSegment.First], data[ChainSegment.Last], data[ChainSegment.Key]) = (0, true, true, "0");
        }

        options.Template(output, frame);
    }
}
