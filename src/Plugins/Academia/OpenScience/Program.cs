using Tracker.Plugins.Academia.OpenScience;
using Tracker.PluginSdk;

return await PluginProgram.Run(new OpenSciencePlugin());
