using Brink.Host;

return await Verbs.Run(args);
