using System.Text.Json;

namespace Tracker.PluginSdk;

/// <summary>A plugin's whole <c>Main</c>.</summary>
public static class PluginProgram
{
    /// <summary>
    /// Speaks the protocol over standard input and output until the host says <c>shutdown</c> or is gone. What the plugin prints
    /// becomes lines of its log, so that a stray print breaks nothing.
    /// </summary>
    /// <param name="plugin">The plugin.</param>
    /// <returns>The exit code: 0; 1 when the host broke the protocol.</returns>
    public static Task<int> Run(EvidencePlugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
        return Run(plugin, input, output, printed: true);
    }

    /// <summary>The same over any streams.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="input">What the host says.</param>
    /// <param name="output">What the plugin says.</param>
    /// <returns>The exit code: 0; 1 when the host broke the protocol.</returns>
    public static Task<int> Run(EvidencePlugin plugin, Stream input, Stream output) => Run(plugin, input, output, printed: false);

    private static async Task<int> Run(EvidencePlugin plugin, Stream input, Stream output, bool printed)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        using var over = new CancellationTokenSource();
        var answers = new PluginAnswers(plugin, over);
        await using var connection = new Connection(input, output, answers);
        answers.Connection = connection;
        if (printed) Console.SetOut(new PrintedLines(connection));
        try
        {
            // A console's stream waits for bytes and for nothing else: told to end, nobody waits for it.
            await connection.Run(over.Token).WaitAsync(over.Token);
            return 0;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return 0;
        }
        catch (ProtocolViolation broken)
        {
            await Console.Error.WriteLineAsync($"The host broke the protocol: {broken.Message}");
            return 1;
        }
    }

    private sealed class PluginAnswers(EvidencePlugin plugin, CancellationTokenSource over) : IAnswers
    {
        private PluginHost? _host;

        public Connection Connection { get; set; } = null!; // set before anything is read

        public async Task<object?> Answer(string method, JsonElement parameters, CancellationToken ct)
        {
            try
            {
                var answer = await Do(method, parameters, ct);
                await Console.Out.FlushAsync(CancellationToken.None); // what was printed without a line's end
                return answer;
            }
            catch (Exception failed) when (failed is not (RpcError or JsonException or OperationCanceledException))
            {
                throw new RpcError(ErrorCodes.InternalError, $"{failed.GetType().Name}: {failed.Message}");
            }
        }

        public void Told(string method, JsonElement parameters)
        {
            // The host tells nothing in this version.
        }

        private async Task<object?> Do(string method, JsonElement parameters, CancellationToken ct)
        {
            switch (method)
            {
                case Methods.Initialize:
                    return Initialize(Read<InitializeParams>(parameters));
                case Methods.Collect:
                    return new CollectResult(await plugin.Collect(Read<CollectParams>(parameters), Host, ct));
                case Methods.Receive:
                    await plugin.Receive(Read<ReceiveParams>(parameters), Host, ct);
                    return null;
                case Methods.Fields:
                    return await plugin.Fields(Read<FieldsParams>(parameters), Host, ct);
                case Methods.Submit:
                    await plugin.Submit(Read<SubmitParams>(parameters), Host, ct);
                    return null;
                case Methods.Check:
                    return await plugin.Check(Read<CheckParams>(parameters), Host, ct);
                case Methods.Shutdown:
                    // The answer goes out first; then nobody reads any more.
                    _ = Task.Run(async () => await over.CancelAsync(), CancellationToken.None);
                    return null;
                default:
                    throw new RpcError(ErrorCodes.MethodNotFound, $"There is no method '{method}'.");
            }
        }

        private PluginHost Host => _host ?? throw new RpcError(ErrorCodes.InvalidRequest, "'initialize' comes first.");

        private InitializeResult Initialize(InitializeParams greeting)
        {
            if (!Protocol.Speaks(greeting.Protocol))
                throw new RpcError(ErrorCodes.WrongProtocol, $"This plugin speaks {Protocol.Version} of the protocol, the host {greeting.Protocol}.");
            _host = new(Connection, greeting);
            return new(Protocol.Version, plugin.Name, plugin.Version);
        }

        private static T Read<T>(JsonElement parameters) => parameters.Deserialize<T>(PluginJson.Options) ?? throw new JsonException("they are null");
    }
}
