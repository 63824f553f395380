namespace ActiveReach.Messages.Templates;

internal abstract class Node
{
    public abstract void Render(RenderScope scope);
}

internal sealed class TextNode(string text) : Node
{
    public override void Render(RenderScope scope) => scope.WriteRaw(text);
}

internal sealed class ValueNode(Expression value) : Node
{
    public override void Render(RenderScope scope) => scope.Write(value.Evaluate(scope));
}

internal sealed class LinkNode(int link) : Node
{
    public override void Render(RenderScope scope) => scope.WriteRaw(scope.Urls.Click(link));
}

internal sealed class UnsubscribeNode : Node
{
    public override void Render(RenderScope scope) => scope.WriteRaw(scope.Urls.Unsubscribe);
}

internal sealed class ConditionNode(Expression condition, bool negated, IReadOnlyList<Node> then, IReadOnlyList<Node> otherwise) : Node
{
    public override void Render(RenderScope scope)
    {
        foreach (var node in RenderScope.IsTrue(condition.Evaluate(scope)) != negated ? then : otherwise)
            node.Render(scope);
    }
}

internal abstract class Expression
{
    public abstract object? Evaluate(RenderScope scope);
}

internal sealed class LiteralExpression(object value) : Expression
{
    public object Value { get; } = value;

    public override object? Evaluate(RenderScope scope) => Value;
}

/// <param name="reader">Null for a field that does not exist (any more): it renders as nothing.</param>
internal sealed class FieldExpression(Func<Audiences.Recipient, Workspaces.Workspace, object?>? reader) : Expression
{
    public override object? Evaluate(RenderScope scope) => reader?.Invoke(scope.Recipient, scope.Workspace);
}

internal sealed class CallExpression(Func<object?[], object?> function, IReadOnlyList<Expression> arguments) : Expression
{
    public override object? Evaluate(RenderScope scope)
    {
        var values = new object?[arguments.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = arguments[i].Evaluate(scope);
        return function(values);
    }
}
